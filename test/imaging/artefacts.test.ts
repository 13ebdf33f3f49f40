import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { checkPixels, PixelFindings } from '../../src/imaging/artefacts/check.ts'
import { cropRegion } from '../../src/imaging/crop.ts'
import { samplePictures } from '../../src/imaging/sample-pictures.ts'
import { asJpeg, asPng, DELIVERED, draw, enlarged, everyByte, scene } from './faulty-pictures.ts'

async function rulesOf(path: string, source?: string): Promise<string[]> {
  const size = source ? await sharp(source).metadata() : null
  const from = size && source ? { path: source, region: cropRegion(size, DELIVERED) } : null
  return (await checkPixels({ path, source: from })).artefacts.map(({ rule }) => rule)
}

describe('checkPixels', { timeout: 60_000 }, () => {
  it.each(samplePictures().map(({ name }) => name))(
    'finds nothing in %s, drawn or enlarged',
    async (name) => {
      const source = await asPng(await scene(name))
      expect(await rulesOf(source)).toEqual([])
      expect(await rulesOf(await asJpeg(await enlarged(name)), source)).toEqual([])
    },
  )

  it('finds nothing in a thing on a white ground, a plain gradient or a flat graphic', async () => {
    const gradient =
      '<defs><linearGradient id="g"><stop offset="0" stop-color="#203050"/><stop offset="1" stop-color="#f0c090"/></linearGradient></defs><rect width="3840" height="2160" fill="url(#g)"/>'
    const bars = Array.from(
      { length: 40 },
      (_, n) =>
        `<rect x="${n * 97}" y="${200 + ((n * 37) % 400)}" width="70" height="900" fill="hsl(${n * 33},60%,50%)"/>`,
    )
    for (const content of [
      '<rect width="3840" height="2160" fill="#fff"/><circle cx="1900" cy="1100" r="800" fill="#c33"/>',
      '<rect width="3840" height="2160" fill="#000"/><circle cx="1900" cy="1100" r="800" fill="#c33"/>',
      gradient,
      `<rect width="3840" height="2160" fill="#fff"/><g transform="rotate(20 1900 1000)">${bars.join('')}</g>`,
    ]) {
      expect(await rulesOf(await asJpeg(draw(content)))).toEqual([])
    }
  })

  it('finds nothing in stripes, a flag, and drawings with white clouds or black hills', async () => {
    const tones = ['#e8d9b0', '#3b7a8c', '#bb3344']
    const stripes = Array.from(
      { length: 18 },
      (_, n) => `<rect y="${n * 120}" width="3840" height="120" fill="${tones[n % 3]}"/>`,
    )
    const clouds = Array.from(
      { length: 20 },
      (_, n) => `<ellipse cx="${(n * 611) % 3840}" cy="${(n * 377) % 2160}" rx="300" ry="120" fill="#fff"/>`,
    )
    const night = '<path d="M0 1400L1000 1200L1800 1440L2800 1160L3840 1400V2160H0z"/>'
    for (const content of [
      stripes.join(''),
      `<g transform="rotate(90) translate(0 -3840)">${stripes.join('')}</g>`,
      '<rect width="3840" height="600" fill="#c33"/><rect y="600" width="3840" height="960" fill="#fafafa"/><rect y="1560" width="3840" height="600" fill="#36c"/>',
      `<rect width="3840" height="2160" fill="#4a90d9"/>${clouds.join('')}`,
      `<rect width="3840" height="2160" fill="#223055"/>${night}`,
    ]) {
      expect(await rulesOf(await asJpeg(draw(content)))).toEqual([])
    }
  })

  it('finds no bars in a pattern of fine stripes, though its reduction overshoots beside each', async () => {
    const size = { width: 1920, height: 1080 }
    for (const count of [30, 31, 45, 60]) {
      const stripes = Array.from({ length: count }, (_, n) => {
        const [top, height] = [(n * size.height) / count, size.height / count]
        return `<rect y="${top}" width="1920" height="${height}" fill="${n % 2 === 0 ? '#222' : '#eee'}"/>`
      })
      expect(await rulesOf(await asJpeg(draw(stripes.join(''), size))), `${count}`).toEqual([])
      expect(await rulesOf(await asPng(draw(stripes.join(''), size))), `${count}`).toEqual([])
    }
    const tones = ['#e8d9b0', '#3b7a8c', '#bb3344']
    const three = tones.concat(...Array(20).fill(tones)).slice(0, 60)
    const fine = three.map((tone, n) => `<rect y="${n * 18}" width="1920" height="18" fill="${tone}"/>`)
    expect(await rulesOf(await asPng(draw(fine.join(''), size)))).toEqual([])
  })

  it('finds no bands in a drawing in layers, however many', async () => {
    for (const count of [8, 12, 20]) {
      expect(await rulesOf(await asJpeg(draw(hills(count))))).toEqual([])
      const small = draw(hills(count)).resize(1344)
      expect(await rulesOf(await asJpeg(sharp(await small.png().toBuffer()), 90))).toEqual([])
    }
  })

  it('finds bars around a flat drawing, whose sky and sea are stripes themselves', async () => {
    const sea =
      '<rect width="3840" height="2160" fill="#8ecae6"/><rect y="1100" width="3840" height="500" fill="#219ebc"/><rect y="1600" width="3840" height="560" fill="#e9d8a6"/><path d="M1700 1500h600l-120 -160h-360z" fill="#9b2226"/>'
    const bars = '<rect width="3840" height="260"/><rect y="1900" width="3840" height="260"/>'
    const pillars = '<rect width="400" height="2160"/><rect x="3440" width="400" height="2160"/>'
    for (const around of [bars, pillars]) {
      expect(await rulesOf(await asJpeg(draw(sea + around)))).toContain('quality-border')
      const small = sharp(
        await draw(sea + around)
          .resize(1024)
          .png()
          .toBuffer(),
      )
      expect(await rulesOf(await asJpeg(small, 90))).toContain('quality-border')
    }
  })

  it('finds light and shadow that are clipped', async () => {
    const bright = (await enlarged('misty_mountains.png')).linear(2.2, 0)
    expect(await rulesOf(await asJpeg(bright))).toContain('quality-clipping')
    const hole = '<svg width="3840" height="2160"><ellipse cx="1900" cy="1000" rx="1200" ry="700"/></svg>'
    const lost = (await enlarged('misty_mountains.png')).composite([{ input: Buffer.from(hole) }])
    expect(await rulesOf(await asPng(lost))).toContain('quality-clipping')
  })

  it('finds halos with a source and without one', async () => {
    const source = await asPng(await scene('paper_cut_waves.png'))
    const sharpened = (await enlarged('paper_cut_waves.png')).sharpen({ sigma: 4, m1: 3, m2: 5 })
    const path = await asJpeg(sharpened)
    expect(await rulesOf(path)).toContain('quality-halos')
    expect(await rulesOf(path, source)).toContain('quality-halos')
  })

  it('finds gradients that fall into bands', async () => {
    const banded = await everyByte(
      await enlarged('misty_mountains.png'),
      (level) => Math.round(level / 6) * 6,
    )
    expect(await rulesOf(await asJpeg(banded))).toContain('quality-banding')
    for (const [from, to] of [
      ['#0a1a3a', '#3a6ab0'],
      ['#202020', '#909090'],
      ['#f0c090', '#703020'],
      ['#003838', '#40b0b0'],
    ]) {
      const sky = `<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="3840" height="2160" fill="url(#g)"/>`
      const rounded = await everyByte(draw(sky), (level) => Math.round(level / 3) * 3)
      expect(await rulesOf(await asJpeg(rounded)), from).toContain('quality-banding')
    }
  })

  it('finds the blocks of strong compression and of pixels that were only repeated', async () => {
    expect(await rulesOf(await asJpeg(await enlarged('city_night_reflection.png'), 20))).toContain(
      'quality-blocks',
    )
    const small = sharp(await (await scene('city_night_reflection.png')).resize(960, 540).png().toBuffer())
    const repeated = small.resize({ ...DELIVERED, kernel: 'nearest' })
    expect(await rulesOf(await asJpeg(repeated))).toContain('quality-blocks')
  })

  it('finds surfaces that lost the texture of their source', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
    const grain = sharp({ create: { width: 960, height: 540, channels: 3, background: '#888', noise } }).blur(
      0.7,
    )
    const source = await asPng(grain)
    const kept = sharp(
      await sharp(source)
        .resize({ ...DELIVERED, fit: 'fill' })
        .png()
        .toBuffer(),
    )
    expect(await rulesOf(await asJpeg(kept.clone()), source)).toEqual([])
    expect(await rulesOf(await asJpeg(kept.clone().blur(6)), source)).toContain('quality-waxy')
  })

  it('finds frames and bars, but no backdrop', async () => {
    const picture = await enlarged('paper_cut_waves.png')
    const framed = picture.clone().extend({ top: 60, bottom: 60, left: 60, right: 60, background: '#fff' })
    expect(await rulesOf(await asJpeg(framed))).toContain('quality-border')
    const barred = picture.clone().extend({ top: 260, bottom: 260, background: '#000' })
    expect(await rulesOf(await asJpeg(barred))).toContain('quality-border')
  })

  it('finds what looks like a line of writing', async () => {
    const glyphs = writing(2300, 2030, 90)
    const marked = (await enlarged('misty_mountains.png')).composite([
      {
        input: Buffer.from(
          `<svg xmlns="http://www.w3.org/2000/svg" width="3840" height="2160">${glyphs}</svg>`,
        ),
      },
    ])
    expect(await rulesOf(await asJpeg(marked))).toContain('quality-watermark')
  })

  it('tells what an alpha channel is used for', async () => {
    const leaf = (radius: number) =>
      sharp(
        Buffer.from(
          `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><circle cx="300" cy="300" r="${radius}" fill="#3a3"/></svg>`,
        ),
      )
    const [lost, filled] = [await asPng(leaf(100)), await asPng(leaf(290))]
    expect(await checkPixels({ path: lost, source: null })).toMatchObject({
      isTransparent: true,
      margin: expect.closeTo(1 / 3, 1),
    })
    expect((await checkPixels({ path: filled, source: null })).margin).toBeLessThan(0.05)
    const opaque = await asPng(
      draw('<rect width="600" height="600" fill="#3a3"/>', { width: 600, height: 600 }).ensureAlpha(),
    )
    expect(await checkPixels({ path: opaque, source: null })).toMatchObject({ isTransparent: false })
  })

  it('says the same again, in a form that can be kept', async () => {
    const path = await asPng(await scene('flowing_ribbons.png'))
    const findings = await checkPixels({ path, source: null })
    expect(PixelFindings.parse(JSON.parse(JSON.stringify(findings)))).toEqual(findings)
    expect(await checkPixels({ path, source: null })).toEqual(findings)
  })

  it('judges a picture of one pixel, a grey one and one with 16 bits', async () => {
    const one = draw('<rect width="1" height="1" fill="#888"/>', { width: 1, height: 1 })
    expect(await rulesOf(await asPng(one))).toEqual([])
    expect(await rulesOf(await asJpeg((await scene('flowing_ribbons.png')).greyscale()))).toEqual([])
    expect(await rulesOf(await asPng((await scene('misty_mountains.png')).toColourspace('rgb16')))).toEqual(
      [],
    )
  })
})

/** Hills behind hills in the haze, each of one colour. */
function hills(count: number): string {
  const layers = Array.from({ length: count }, (_, layer) => {
    const part = layer / (count - 1)
    const colour = [225 - 125 * part, 230 - 115 * part, 238 - 95 * part].map(Math.round)
    const points = Array.from({ length: 97 }, (_, n) => {
      const swing = Math.sin((n * 40) / (300 + 37 * layer) + layer * 1.7)
      return `L${n * 40} ${Math.round(2160 * (0.1 + (0.85 * layer) / count) + 45 * swing)}`
    })
    return `<path d="M0 2160${points.join('')}V2160z" fill="rgb(${colour})"/>`
  })
  return `<rect width="3840" height="2160" fill="#eef2f8"/>${layers.join('')}`
}

/** Letters drawn as strokes, so that no font is needed: uprights, bars and bows of different widths on one base line. */
function writing(x: number, y: number, size: number): string {
  const shapes = [
    'M0 0V1H.5',
    'M0 1V0L.7 1V0',
    'M.5 0H0V1H.5M0 .5H.4',
    'M0 0H.6M.3 0V1',
    'M0 1V0',
    'M0 1L.4 0L.8 1M.2 .6H.6',
  ]
  const widths = [0.7, 0.95, 0.72, 0.8, 0.25, 1]
  let at = x
  return Array.from({ length: 12 }, (_, n) => {
    const path = `<path transform="translate(${at} ${y}) scale(${size})" d="${shapes[n % 6]}" fill="none" stroke="#fff" stroke-width="0.12"/>`
    at += (widths[n % 6] ?? 1) * size
    return path
  }).join('')
}
