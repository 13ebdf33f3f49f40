"""Noise whose spectrum falls with frequency, as that of natural pictures does."""

import numpy as np
from scipy import fft


def spectral_noise(rng, side, exponent, stretch=1.0, angle=0.0):
    """A periodic square of noise in 0-1 with the amplitude f^-exponent.

    A stretch above 1 draws it out along the angle, which makes fur and wood of it.
    """
    y = fft.fftfreq(side)[:, None].astype(np.float32)
    x = fft.rfftfreq(side)[None, :].astype(np.float32)
    along = x * np.cos(angle) + y * np.sin(angle)
    across = y * np.cos(angle) - x * np.sin(angle)
    radius = np.sqrt((along * stretch) ** 2 + across**2)
    radius[0, 0] = 1
    phase = rng.random(radius.shape, np.float32) * np.float32(2 * np.pi)
    spectrum = (np.exp(1j * phase) * radius**-exponent).astype(np.complex64)
    spectrum[0, 0] = 0
    field = fft.irfft2(spectrum, (side, side))
    return np.clip(0.5 + field / (5 * field.std() + 1e-9), 0, 1).astype(np.float32)


def cut(rng, field, height, width):
    """A random part of a periodic field, mirrored at random."""
    if rng.random() < 0.5:
        field = field[::-1]
    if rng.random() < 0.5:
        field = field.T
    rows = (np.arange(height) + rng.integers(field.shape[0])) % field.shape[0]
    columns = (np.arange(width) + rng.integers(field.shape[1])) % field.shape[1]
    return field[rows[:, None], columns[None, :]]
