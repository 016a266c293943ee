"""The colour profile, judged by Little CMS."""

import io

from PIL import Image, ImageCms

from chorus_sdk.formats.facturx.icc import srgb_profile


def test_it_is_an_rgb_display_profile_that_an_engine_opens():
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile())).profile
    assert (profile.xcolor_space.strip(), profile.device_class.strip()) == ("RGB", "mntr")
    assert profile.version < 3


def test_colours_mean_what_they_mean_in_srgb():
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    image = Image.new("RGB", (16, 16))
    image.putdata([(r * 17, g * 17, (r * g) % 256) for r in range(16) for g in range(16)])
    converted = ImageCms.profileToProfile(image, ours, ImageCms.createProfile("sRGB"))
    distances = [abs(a - b) for a, b in zip(image.tobytes(), converted.tobytes(), strict=True)]
    assert max(distances) <= 2


def test_its_stated_size_is_its_size():
    assert int.from_bytes(srgb_profile()[:4]) == len(srgb_profile())
