// When the page as it came has been painted: what is only wanted later does not hold that up.

/** Where nothing is painted: in a window behind another, or by a browser that does not tell. */
const NO_PAINT = 1000;

export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) return resolve();
    new PerformanceObserver(() => resolve()).observe({ type: 'paint', buffered: true });
    setTimeout(resolve, NO_PAINT);
  });
