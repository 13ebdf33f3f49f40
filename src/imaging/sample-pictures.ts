import { openPicture } from './open.ts'
import { mountains } from './scenes/mountains.ts'
import { papercut } from './scenes/papercut.ts'
import { ribbons } from './scenes/ribbons.ts'
import { skyline } from './scenes/skyline.ts'

/** A picture that the program draws itself, with what its sidecar says. */
export interface SamplePicture {
  /** The file's name. */
  name: string
  title: string
  keywords: string[]
  /** Adobe's category, 1-21. */
  category: number
  /** Draws it: the bytes of a PNG of 1344 x 768. */
  draw: () => Promise<Buffer>
}

/**
 * Returns the pictures of a sample generation, so that everything can be tried without one's own.
 *
 * They are the same on every machine, free of rights, and made by a program, not by a model.
 */
export function samplePictures(): SamplePicture[] {
  return scenes.map(({ scene, keywords, ...rest }) => ({
    ...rest,
    keywords: keywords.split(', '),
    draw: () => openPicture(Buffer.from(scene())).removeAlpha().png().toBuffer(),
  }))
}

const scenes = [
  {
    name: 'misty_mountains.png',
    title: 'Layered mountain ridges in the mist at sunrise',
    category: 11,
    keywords:
      'mountain, ridge, mist, sunrise, landscape, layer, dawn, fog, nature, morning, sun, forest, fir tree, silhouette, sky, bird, peaceful, scenic, wilderness, horizon, background, travel, hill, haze, scenery, valley, outdoor',
    scene: mountains,
  },
  {
    name: 'city_night_reflection.png',
    title: 'City skyline after sunset with lights reflected in calm water',
    category: 2,
    keywords:
      'city, skyline, night, reflection, water, light, skyscraper, building, dusk, sunset, moon, star, urban, cityscape, downtown, architecture, window, tower, river, harbor, evening, panorama, metropolis, purple, calm, waterfront',
    scene: skyline,
  },
  {
    name: 'paper_cut_waves.png',
    title: 'Paper cut background with wavy layers in teal and coral',
    category: 8,
    keywords:
      'paper cut, background, layer, wave, abstract, teal, coral, wavy, craft, design, shadow, depth, origami, colorful, pattern, wallpaper, modern, curve, template, banner, decoration, texture, creative, shape, art, paper',
    scene: papercut,
  },
  {
    name: 'flowing_ribbons.png',
    title: 'Flowing ribbons of light in blue and gold on dark',
    category: 8,
    keywords:
      'ribbon, flowing, light, abstract, blue, gold, dark, line, background, wave, motion, pink, glow, curve, dynamic, technology, design, wallpaper, energy, elegant, neon, smooth, digital, gradient, movement, backdrop',
    scene: ribbons,
  },
]
