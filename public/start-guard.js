/**
 * Stands apart from everything else of the page: where a version does not start, the service worker is told, and gives the one before
 * when the page is loaded again. It acts once, and only as long as the newest version has never started here.
 */
(() => {
  const LATEST_START_MS = 20000;
  const AFTER_ERROR_MS = 3000;
  const worker = navigator.serviceWorker;
  let timer = setTimeout(tell, LATEST_START_MS);

  function isStarted() {
    return document.documentElement.dataset.started !== undefined;
  }

  function tell() {
    if (!isStarted()) worker?.controller?.postMessage({ type: 'NOT_STARTED' });
  }

  addEventListener(
    'error',
    () => {
      if (isStarted()) return;
      clearTimeout(timer);
      timer = setTimeout(tell, AFTER_ERROR_MS);
    },
    { capture: true },
  );
  worker?.addEventListener('message', ({ data }) => {
    if (data?.type === 'LOAD_AGAIN') location.reload();
  });
  worker?.startMessages();
})();
