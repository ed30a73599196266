// 大屏播放：一次一张，到时自己换，循环不停。没有这段脚本时各张依次排在页面上，照样能读。
{
  const one = (name) => document.querySelector(name);
  const slides = [...document.querySelectorAll('.slide')];
  const stage = one('.slides');
  const pause = one('.screen-pause');
  const bar = one('.screen-progress');
  const { classList } = document.body;
  const steps = ['slide-long', 'slide-longer', 'slide-longest'];
  const given = slides.map((slide) => steps.findIndex((step) => slide.classList.contains(step)));
  const words = pause && [pause.textContent, pause.dataset.paused];
  let at = 0;
  let paused = false;
  // 换页和收起按钮各只有一个定时器：播放几个月也不会越积越多。
  let turning;
  let resting;

  const wait = () => {
    clearTimeout(turning);
    if (paused || slides.length < 2) return;
    const seconds = 10 + 0.06 * slides[at].dataset.characters;
    turning = setTimeout(() => show(at + 1), 1000 * Math.min(30, Math.max(12, seconds)));
  };

  // 放不下就再小一级。
  const fit = () => {
    const { classList: names } = slides[at];
    for (let step = given[at]; ; step += 1) {
      names.remove(...steps);
      if (step >= 0) names.add(steps[step]);
      if (step === steps.length - 1 || stage.scrollHeight <= stage.clientHeight) return;
    }
  };

  const show = (number) => {
    slides[at].classList.remove('is-now');
    at = (number + slides.length) % slides.length;
    slides[at].classList.add('is-now');
    stage.scrollTop = 0;
    fit();
    bar.value = at + 1;
    one('.screen-count').textContent = `${at + 1} / ${slides.length}`;
    const image = slides[(at + 1) % slides.length].querySelector('img');
    if (image) image.loading = 'eager';
    wait();
  };

  const toggle = () => {
    paused = !paused;
    pause.textContent = words[+paused];
    classList.toggle('is-paused', paused);
    stage.setAttribute('aria-live', paused ? 'polite' : 'off');
    wait();
  };

  const full = async () => {
    try {
      await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    } catch {} // 有的电视不许网页全屏
  };

  const wake = () => {
    clearTimeout(resting);
    classList.add('is-awake');
    resting = setTimeout(() => classList.remove('is-awake'), 4000);
  };

  // 不让屏幕自己熄灭；做不到也不要紧。
  const stayLit = async () => {
    try {
      if (!document.hidden) await navigator.wakeLock.request('screen');
    } catch {}
  };

  const back = () => show(at - 1);
  const on = () => show(at + 1);
  const keys = { ArrowLeft: back, ArrowUp: back, PageUp: back, ArrowRight: on, ArrowDown: on, PageDown: on, ' ': toggle, MediaPlayPause: toggle, f: full, F: full };

  if (slides.length) {
    one('.screen-back').onclick = back;
    one('.screen-on').onclick = on;
    one('.screen-full').onclick = full;
    pause.onclick = toggle;
    addEventListener('keydown', (event) => {
      wake();
      const act = keys[event.key];
      const scrolls = /Up|Down/.test(event.key) && stage.scrollHeight > stage.clientHeight;
      const presses = event.key === ' ' && event.target.closest('a, button');
      if (!act || scrolls || presses || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      if (!event.repeat) act();
    });
    // 换页时有的浏览器会报一次没有挪动的鼠标。
    addEventListener('pointermove', (event) => { if (event.movementX || event.movementY) wake(); });
    addEventListener('pointerdown', wake);
    addEventListener('resize', fit);
    document.addEventListener('visibilitychange', stayLit);
    one('.screen-controls').hidden = bar.hidden = false;
    one('.screen-full').hidden = !document.fullscreenEnabled;
    bar.max = slides.length;
    classList.add('is-show');
    stage.setAttribute('aria-live', 'off');
    show(0);
    stayLit();
  }
}
