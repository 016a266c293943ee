"""The portal's pages (*pages du portail*): plain, accessible HTML, made by functions of values."""
