import { describe, expect, it } from 'vitest'
import { createTranslators } from '../../src/web/i18n.ts'
import { withParticles } from '../../src/web/particles.ts'
import { createSay } from '../../src/web/sentences.ts'

describe('a Korean particle', () => {
  it.each([
    // Hangul
    ['사진은(는) 사진이(가) 사진을(를) 사진과(와) 사진(으)로', '사진은 사진이 사진을 사진과 사진으로'],
    [
      '이미지은(는) 이미지이(가) 이미지을(를) 이미지과(와) 이미지(으)로',
      '이미지는 이미지가 이미지를 이미지와 이미지로',
    ],
    ['모델은(는), 모델(으)로', '모델은, 모델로'],
    ['파일(이)가 없습니다. 폴더(이)가 없습니다.', '파일이 없습니다. 폴더가 없습니다.'],
    ['사진(이)라는 파일, 나무(이)라는 파일', '사진이라는 파일, 나무라는 파일'],
    ['바다는(은) 산는(은) 산를(을) 산가(이) 산와(과)', '바다는 산은 산을 산이 산과'],
    // quotation marks and brackets behind the word
    ['"겨울"이(가) “가을”이(가) “나무”을(를)', '"겨울"이 “가을”이 “나무”를'],
    ['11(풍경)(으)로, 10(산업)(으)로, 3(비즈니스)은(는)', '11(풍경)로, 10(산업)으로, 3(비즈니스)은'],
    ['(사진)은(는)', '(사진)은'],
    // digits are read as numbers
    ['0은(는) 1은(는) 2은(는) 3은(는) 4은(는)', '0은 1은 2는 3은 4는'],
    ['5을(를) 6을(를) 7을(를) 8을(를) 9을(를)', '5를 6을 7을 8을 9를'],
    ['10(으)로 100(으)로 7(으)로 21(으)로 6(으)로 2(으)로', '10으로 100으로 7로 21로 6으로 2로'],
    ['1000000000000이(가) 100000000이(가)', '1000000000000가 100000000이'],
    ['2025-12-12_23-18-00이(가) 50%은(는)', '2025-12-12_23-18-00이 50%는'],
    // extensions are spelled, some are words
    ['b.png을(를) b.jpg이(가) b.html(으)로 b.csv은(는)', 'b.png를 b.jpg가 b.html로 b.csv는'],
    ['b.json을(를) b.jpeg은(는) b.zip(으)로 b.webp이(가)', 'b.json을 b.jpeg은 b.zip으로 b.webp가'],
    ['photo (1).png을(를) "사진.tif"을(를)', 'photo (1).png를 "사진.tif"를'],
    // capitals are spelled
    [
      'USB은(는) CPU이(가) XML(으)로 PDF을(를) CM은(는) DirectML(으)로',
      'USB는 CPU가 XML로 PDF를 CM은 DirectML로',
    ],
    [
      'x4plus(으)로 RealESRGAN_x4plus이(가) 4K은(는) vitamin-C을(를)',
      'x4plus로 RealESRGAN_x4plus가 4K는 vitamin-C를',
    ],
    // other words as they are borrowed
    [
      'Adobe Stock은(는) Stockroom이(가) Midjourney을(를) Magnific(으)로',
      'Adobe Stock은 Stockroom이 Midjourney를 Magnific으로',
    ],
    [
      'Dreamstime이(가) Vecteezy은(는) 123RF(으)로 Shutterstock과(와)',
      'Dreamstime이 Vecteezy는 123RF로 Shutterstock과',
    ],
    [
      'model(으)로 style(으)로 server이(가) web을(를) robot은(는) test은(는)',
      'model로 style로 server가 web을 robot은 test는',
    ],
    [
      'animal이(가) flower이(가) lightning이(가) cat이(가) light이(가)',
      'animal이 flower가 lightning이 cat이 light가',
    ],
  ])('suits the word before it: %s', (text, said) => {
    expect(withParticles(text)).toBe(said)
  })

  it.each(['🌊은(는)', '山을(를)', 'カメラ이(가)', '은(는)', '{{name}}을(를)', 'a man (is) here', 'f(으)'])(
    'stays in both forms where nobody can tell, and other brackets stay: %s',
    (text) => {
      expect(withParticles(text)).toBe(text)
    },
  )

  it('comes to an end with hostile text', () => {
    expect(withParticles(`${'('.repeat(50_000)}은(는)`)).toContain('은(는)')
    expect(withParticles(`${'a'.repeat(50_000)}은(는)`)).toContain('는')
  })
})

describe('what a reader is told in Korean', () => {
  it('has the one form that suits its values, from the catalogues and from sentences below the pages', async () => {
    const { ko, en } = await createTranslators()
    expect(ko('card.model', { model: 'x4plus' })).toBe('x4plus로 확대됨')
    expect(ko('ledger.oneAs', { name: 'a.jpg', state: '승인됨' })).toBe('a.jpg: 승인됨으로 표시')
    expect(en('ledger.oneAs', { name: 'a.jpg', state: 'sold' })).toContain('a.jpg')
    const say = createSay('ko')
    expect(say('There is no 사진.json.')).toBe('사진.json이 없습니다.')
    expect(say('config/own.md cannot be used: broken')).toContain('config/own.md를 사용할 수 없습니다')
  })
})
