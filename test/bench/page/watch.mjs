/** Runs in the page before anything of the app: counts views and drawings, and marks each view in the trace. */
export function watchPage() {
  const watched = { views: 0, live: false, drawn: {} };
  globalThis.watched = watched;

  const define = customElements.define.bind(customElements);
  customElements.define = (name, element, ...rest) => {
    const { update } = element.prototype;
    // Every drawing of a Lit element goes through this one.
    if (typeof update === 'function') {
      element.prototype.update = function (changed) {
        watched.drawn[name] = (watched.drawn[name] ?? 0) + 1;
        return update.call(this, changed);
      };
    }
    define(name, element, ...rest);
  };

  /** Whole or in parts. */
  const isView = (value) => typeof value === 'object' && value !== null && ('view' in value || 'parts' in value);
  const { addEventListener } = MessagePort.prototype;
  MessagePort.prototype.addEventListener = function (type, listener, ...rest) {
    if (type !== 'message' || typeof listener !== 'function') return addEventListener.call(this, type, listener, ...rest);
    const counting = (event) => {
      const news = event.data?.argumentList?.[0]?.value;
      if (isView(news)) {
        watched.views += 1;
        watched.live ||= (news.view ?? news.parts?.set)?.phase === 'live';
        performance.mark('view');
      }
      return listener.call(this, event);
    };
    return addEventListener.call(this, type, counting, ...rest);
  };
}
