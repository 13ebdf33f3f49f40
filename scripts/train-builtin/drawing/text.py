"""Lines of made-up words in free fonts."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

# All from Debian packages with free licences; README.md names the packages.
FONTS = [
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/lato/Lato-Light.ttf",
    "/usr/share/fonts/truetype/lato/Lato-Regular.ttf",
    "/usr/share/fonts/truetype/lato/Lato-BlackItalic.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Italic.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
]
SIGNS = list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:!?&%-+()")


def lay_text(canvas, rng, palette):
    """Lays a block of one to eight lines, half of the time turned, on a patch of its own now and then."""
    font = ImageFont.truetype(str(rng.choice(FONTS)), int(np.exp(rng.uniform(np.log(14), np.log(150)))))
    text = "\n".join(line(rng) for _ in range(rng.integers(1, 9)))
    box = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), text, font=font)
    width, height = min(box[2] + 8, 2 * canvas.side), min(box[3] + 8, canvas.side)
    image = Image.new("L", (int(width), int(height)))
    ImageDraw.Draw(image).multiline_text((4, 4), text, fill=255, font=font)
    ground = Image.new("L", image.size, 255)
    if rng.random() < 0.5:
        angle = rng.uniform(-90, 90)
        image, ground = (
            layer.rotate(angle, resample=Image.BILINEAR, expand=True) for layer in (image, ground)
        )
    left, top = (int(rng.integers(-length // 2, canvas.side)) for length in image.size)
    behind = palette.colour(rng)
    if rng.random() < 0.5:
        canvas.lay(np.asarray(ground), left, top, behind)
    canvas.lay(np.asarray(image), left, top, palette.apart_from(rng, behind))


def line(rng):
    return " ".join("".join(rng.choice(SIGNS, rng.integers(1, 10))) for _ in range(rng.integers(1, 7)))
