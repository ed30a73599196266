// Traditional characters and pinyin, by libraries that the site's own tables were not made with. Where one is not
// installed, its classes are left out and the report says so.

export async function toTraditional() {
  const { Converter } = await import('opencc-js/cn2t').catch(() => ({}));
  return Converter && Converter({ from: 'cn', to: 't' });
}

// A function from a run of Chinese characters to one syllable each, without tones and with v for ü.
export async function toSyllables() {
  const { pinyin } = await import('pinyin-pro').catch(() => ({}));
  return pinyin && ((run) => pinyin(run.join(''), { toneType: 'none', type: 'array', v: true }));
}
