// The page's own script: language, light and dark, the clipboard, files, and where the eye goes.
// It makes no request of its own; clicks that need the server go through Gradio.
window.wenju = (() => {
  const stored = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const store = (key, value) => {
    try { localStorage.setItem(key, value); } catch { /* private windows keep nothing */ }
  };

  // Language: the one chosen last, else the browser's.
  const language = () => {
    const tag = (stored('wenju-language') || navigator.language || 'zh').toLowerCase();
    const traditional = /hant|-tw|-hk|-mo/.test(tag);
    const code = !tag.startsWith('zh') ? 'en' : traditional ? 'zh-Hant' : 'zh-Hans';
    document.documentElement.lang = code;
    return code;
  };
  const keepLanguage = (code) => {
    store('wenju-language', code);
    document.documentElement.lang = code;
    return code;
  };

  // Light and dark: the one chosen last, else the system's. Gradio styles `body.dark`.
  const applyTheme = () => {
    const chosen = stored('wenju-theme');
    const system = matchMedia('(prefers-color-scheme: dark)').matches;
    document.body.classList.toggle('dark', chosen ? chosen === 'dark' : system);
  };
  const switchTheme = () => {
    const dark = !document.body.classList.contains('dark');
    store('wenju-theme', dark ? 'dark' : 'light');
    document.body.classList.toggle('dark', dark);
  };

  // What a click says: its data attributes, and the text typed beside it.
  const acted = (target) => {
    const data = { ...target.dataset };
    const input = target.parentElement.querySelector('input[data-enter]');
    if (input && input.dataset.enter === data.act) {
      data.note = input.value;
      input.value = '';
    }
    if (['cite', 'evidence', 'figure'].includes(data.act)) openSource(target);
    // The chooser of files may only be opened while the click is being handled.
    if (data.act === 'replace') document.getElementById('replacement')?.click();
    return data;
  };

  // On a narrow screen the source lies over the conversation.
  const sides = () => [...document.querySelectorAll('.desk > .right')];
  let opener = null;
  const openSource = (from) => {
    opener = from;
    sides().forEach((side) => side.classList.add('open'));
  };
  const closeSource = () => {
    if (!document.querySelector('.desk > .right.open')) return;
    sides().forEach((side) => side.classList.remove('open'));
    if (opener?.isConnected) opener.focus();
  };

  // The stored conversation is on the page: the end-to-end tests wait for this.
  const ready = () => {
    applyTheme(); // Gradio has applied its own by now.
    document.documentElement.dataset.ready = 'true';
  };

  const instant = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

  // Tells a screen reader, and nobody else.
  const say = (said) => {
    let voice = document.getElementById('wenju-voice');
    if (!voice) {
      voice = Object.assign(document.createElement('div'), { id: 'wenju-voice', className: 'sr' });
      voice.setAttribute('aria-live', 'polite');
      document.querySelector('.gradio-container').append(voice);
    }
    if (voice.textContent !== said) voice.textContent = said;
  };

  // While an answer is being made, its time is shown, and nothing else may be begun: two answers
  // would write over each other's conversation.
  const working = () => document.querySelector('#transcript .working');
  let since = 0;
  setInterval(() => {
    const line = working();
    if (!line) { since = 0; return; }
    since = since || Date.now();
    const seconds = Math.round((Date.now() - since) / 1000);
    if (seconds > 2) line.querySelector('.since').textContent = line.dataset.waited.replace('#', seconds);
  }, 500);
  const swallow = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };
  document.addEventListener('click', (event) => {
    if (!working()) return;
    if (event.target.closest('[data-stop]')) {
      document.getElementById('stop')?.click();
      swallow(event);
    }
    const act = event.target.closest('[data-act]');
    const begun = act?.closest('#conversations, #transcript') && act.dataset.act !== 'cite';
    if (begun || event.target.closest('#send')) swallow(event);
  }, true);
  document.addEventListener('keydown', (event) => {
    const asking = event.key === 'Enter' && event.target.closest?.('#question');
    if (asking && working()) swallow(event);
  }, true);

  // Reads a finished answer out, once: the transcript itself is written anew with every part.
  const announce = (turn) => {
    say([...turn.querySelectorAll('.short, .text, .refused, .missing, .error')]
      .map((part) => part.innerText).join(' '));
  };

  // The conversation follows its newest words, unless the reader has scrolled up.
  const follow = (element, watch) => {
    let pinned = true;
    const box = () => element.querySelector('[role=log]');
    element.addEventListener('scroll', (event) => {
      const log = event.target;
      pinned = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    }, true);
    let height = 0;
    let top = 0;
    element.addEventListener('scroll', (event) => { top = event.target.scrollTop; }, true);
    watch('value', () => {
      const log = box();
      if (!log) return;
      const newest = log.querySelector('.turn:last-child');
      if (newest?.querySelector('.tools, .error')) announce(newest);
      const grown = log.scrollHeight > height;
      height = log.scrollHeight;
      if (grown && pinned) {
        const turns = log.querySelectorAll('.turn');
        const last = turns[turns.length - 1];
        if (last) log.scrollTop = last.offsetTop - 16;
      } else {
        log.scrollTop = top;
      }
    });
  };

  // The source scrolls to the quoted words.
  const reveal = (element, watch) => watch('value', () => {
    const mark = element.querySelector('mark.quote, mark.found');
    (element.closest('.block') || element).scrollTop = 0;
    if (!mark) return;
    mark.tabIndex = -1;
    requestAnimationFrame(() => {
      mark.scrollIntoView({ block: 'center', behavior: instant() ? 'auto' : 'smooth' });
      if (mark.className !== 'found') mark.focus({ preventScroll: true });
    });
  });

  // What the server turns down, and a server that is gone, are told in a sentence for a while.
  let hiding = 0;
  const notice = (kind) => {
    const line = document.getElementById('wenju-notice');
    if (!line?.dataset[kind]) return;
    line.textContent = line.dataset[kind];
    line.hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => { line.hidden = true; }, 8000);
  };
  const fetched = window.fetch;
  window.fetch = async (...request) => {
    try {
      const response = await fetched(...request);
      if (!response.ok) notice(String(response.status));
      return response;
    } catch (error) {
      if (error.name !== 'AbortError') notice('offline');
      throw error;
    }
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Off https and localhost there is no clipboard; the old way still works.
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  };

  const download = (name, text) => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  document.addEventListener('click', (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at('[data-theme-switch]')) switchTheme();
    if (at('[data-close-source]')) closeSource();
    const copied = at('[data-copy]');
    if (copied) {
      copy(copied.dataset.copy);
      copied.classList.add('done');
      say(copied.dataset.copied || '');
      setTimeout(() => copied.classList.remove('done'), 1500);
    }
    const file = at('[data-download]');
    if (file) download(file.dataset.download, file.dataset.content);
    // A menu closes when something else is clicked.
    document.querySelectorAll('#conversations details[open]').forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      closeSource();
      document.querySelectorAll('#conversations details[open]').forEach((menu) => {
        menu.open = false;
      });
    }
    if (event.key === 'Enter' && event.target.matches?.('input[data-enter]')) {
      event.target.parentElement.querySelector(`[data-act=${event.target.dataset.enter}]`)?.click();
    }
    // "/" goes to the question, as on many sites.
    const typing = event.target.matches?.('input, textarea, [contenteditable]');
    if (event.key === '/' && !typing) {
      const box = document.querySelector('#question textarea');
      if (box) { event.preventDefault(); box.focus(); }
    }
  });

  document.addEventListener('DOMContentLoaded', () => { language(); applyTheme(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);

  return { language, keepLanguage, ready, acted, follow, reveal };
})();
