"""Who is asking: the two credentials of the API, and the portal login with its second factor."""
