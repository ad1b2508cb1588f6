// The one polite live region: at most one sentence each half second, the latest wins; and errors at once.

const QUIET = 500;

export function liveRegion(): { say(text: string): void } {
  const region = document.createElement('p');
  region.className = 'sr';
  region.setAttribute('role', 'status');
  document.body.append(region);
  let waiting: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (waiting === undefined) return;
    region.textContent = waiting;
    waiting = undefined;
    timer = setTimeout(flush, QUIET);
  };
  return {
    say(text) {
      waiting = text;
      timer ??= setTimeout(flush, 50);
    },
  };
}
