// Headless Chromium for both clients. Every query has a context of its own and no cache: a reader who comes for the first time.

export async function openBrowser() {
  const { chromium } = await import('playwright-core');
  const launch = () => chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  let browser = await launch();
  // A run has thousands of contexts. A browser that is gone before the end is started anew, once for a query.
  const again = async (address, work, error) => {
    if (browser.isConnected()) throw error;
    browser = await launch();
    return cold(browser, address, work);
  };
  return {
    cold: (address, work) => cold(browser, address, work).catch((error) => again(address, work, error)),
    close: () => browser.close(),
  };
}

async function cold(browser, address, work) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto(address, { waitUntil: 'load' });
    return await work(page);
  } finally {
    await context.close().catch(() => {});
  }
}
