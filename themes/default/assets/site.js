// Search, the choice of light or dark, the other releases, the outline's mark. Pages are whole without it.
// Everything is loaded by script elements, never by fetch: pages opened from disk may not fetch.
(function () {
  'use strict';
  var html = document.documentElement;
  var root = html.getAttribute('data-root') || '';

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  // The form of a text for a number, by the rules of the page's language.
  function inForm(forms, n) {
    var all = JSON.parse(forms);
    return all[new Intl.PluralRules(html.lang).select(n)] || all.other;
  }

  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, function (all, name) { return name in values ? values[name] : all; });
  }

  /** Loads a classic script; `done(false)` if that failed. */
  function load(url, done) {
    var script = make('script');
    script.src = url;
    script.onload = function () { script.remove(); done(true); };
    script.onerror = function () { script.remove(); done(false); };
    document.head.appendChild(script);
  }

  // Light or dark -------------------------------------------------------------------------------------------------

  function theme() {
    var button = document.querySelector('button.theme');
    if (!button) return;
    var system = window.matchMedia('(prefers-color-scheme: dark)');
    button.addEventListener('click', function () {
      var shown = html.getAttribute('data-theme') || (system.matches ? 'dark' : 'light');
      var wanted = shown === 'dark' ? 'light' : 'dark';
      var own = wanted !== (system.matches ? 'dark' : 'light'); // else the system's is followed again
      if (own) html.setAttribute('data-theme', wanted); else html.removeAttribute('data-theme');
      try {
        if (own) localStorage.setItem('techfile-theme', wanted); else localStorage.removeItem('techfile-theme');
      } catch (blocked) { /* then it holds for this page */ }
    });
  }

  // Search --------------------------------------------------------------------------------------------------------

  var LISTED = 30;
  var UNSPACED = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  var index = { ids: null, about: null, terms: {}, docs: {} };
  var waiting = {};

  window.techfileIds = function (ids, about) { index.ids = ids; index.about = about; about.known = new Set(about.keys); };
  window.techfileTerms = function (key, terms, frequent) { index.terms[key] = { terms: terms, frequent: frequent }; };
  window.techfileDocs = function (n, docs) { index.docs[n] = docs; };

  /** Loads the files that are not there yet, then calls `done(ok)`. */
  function need(names, done) {
    var left = names.length;
    var ok = true;
    if (!left) { done(true); return; }
    names.forEach(function (name) {
      var arrived = function (good) { ok = ok && good; if (--left === 0) done(ok); };
      if (waiting[name]) { waiting[name].push(arrived); return; }
      waiting[name] = [arrived];
      load(root + 'search/' + name + '.js', function (good) {
        var all = waiting[name];
        delete waiting[name];
        all.forEach(function (one) { one(good); });
      });
    });
  }

  /** The terms of a query; the same cuts as in the generator (`search.rs`), but an id stays whole. */
  function termsOf(query) {
    var found = [];
    query.toLowerCase().split(/[^\p{Alphabetic}\p{N}\-_.]+/u).forEach(function (run) {
      run = run.replace(/^[-_.]+|[-_.]+$/g, '');
      if (/[-_.]/.test(run) && /[0-9]/.test(run)) { found.push(run); return; }
      run.split(/[-_.]+/).forEach(function (word) {
        var part = [];
        var dense = false;
        var flush = function () {
          if (!dense || part.length <= 2) { if (part.length) found.push(part.join('')); } else {
            for (var i = 0; i + 1 < part.length; i++) found.push(part[i] + part[i + 1]);
          }
          part = [];
        };
        Array.from(word).forEach(function (c) {
          if (UNSPACED.test(c) !== dense) { flush(); dense = !dense; }
          part.push(c);
        });
        flush();
      });
    });
    return found;
  }

  function keyOf(term) {
    var chars = Array.from(term);
    if (!/[a-z0-9]/.test(chars[0])) return 'x' + ('0' + (chars[0].codePointAt(0) & 255).toString(16)).slice(-2);
    return chars[0] + (chars.length < 2 ? '' : /[a-z0-9]/.test(chars[1]) ? chars[1] : '_');
  }

  /** Documents of a term, as a map from index to 1 (in the title) or 0; `frequent` is how many pages have it when that is too many. */
  function look(term, prefix) {
    var shard = index.terms[keyOf(term)];
    var hit = { term: term, docs: new Map(), frequent: 0 };
    if (!shard) return hit;
    var names = prefix ? Object.keys(shard.terms).filter(function (name) { return name.startsWith(term); }) : shard.terms[term] ? [term] : [];
    names.forEach(function (name) {
      hit.frequent = Math.max(hit.frequent, shard.frequent[name] || 0);
      shard.terms[name].forEach(function (coded) {
        var doc = coded < 0 ? -1 - coded : coded;
        hit.docs.set(doc, Math.max(hit.docs.get(doc) || 0, coded < 0 ? 1 : 0));
      });
    });
    return hit;
  }

  /** Documents that have all terms; a frequent term narrows nothing unless there are only such. */
  function intersect(hits) {
    var rare = hits.filter(function (hit) { return !hit.frequent; });
    var used = rare.length ? rare : hits;
    var smallest = used.reduce(function (a, b) { return b.docs.size < a.docs.size ? b : a; });
    var all = [];
    smallest.docs.forEach(function (_, doc) {
      if (!used.every(function (hit) { return hit.docs.has(doc); })) return;
      all.push({ doc: doc, score: hits.reduce(function (sum, hit) { return sum + (hit.docs.get(doc) || 0); }, 0) });
    });
    all.sort(function (a, b) { return b.score - a.score || a.doc - b.doc; });
    return { docs: all, partial: !rare.length, ignored: rare.length ? hits.filter(function (hit) { return hit.frequent; }) : [] };
  }

  /** Ids that start with the query: the list is sorted, so it is cut in halves. */
  function idsLike(query) {
    var wanted = query.trim().toLowerCase();
    if (!wanted || /\s/.test(wanted)) return [];
    var low = 0;
    var high = index.ids.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (index.ids[middle][0].toLowerCase() < wanted) low = middle + 1; else high = middle;
    }
    var found = [];
    for (; low < index.ids.length && found.length < 8 && index.ids[low][0].toLowerCase().startsWith(wanted); low++) found.push(index.ids[low]);
    return found;
  }

  function search() {
    var form = document.querySelector('form.search');
    if (!form) return;
    var box = form.querySelector('input');
    var panel = form.querySelector('.results');
    var list = panel.querySelector('ul');
    var status = panel.querySelector('.found');
    var words = form.dataset;
    var turn = 0;

    function marked(text, terms) {
      var holder = make('span');
      var known = terms.slice().sort(function (a, b) { return b.length - a.length; }).map(function (term) { return term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'); });
      var parts = known.length ? text.split(new RegExp('(' + known.join('|') + ')', 'iu')) : [text];
      parts.forEach(function (part, i) { holder.appendChild(i % 2 ? make('mark', '', part) : document.createTextNode(part)); });
      return holder;
    }

    function show(rows, total, partial, notes, terms) {
      list.replaceChildren();
      rows.forEach(function (row) { // title, url, kind, snippet
        var item = make('li');
        var link = make('a');
        link.href = root + row[1];
        link.appendChild(marked(row[0], terms));
        link.appendChild(make('span', 'kind', row[2]));
        if (row[3]) {
          var snippet = marked(row[3], terms);
          snippet.className = 'snippet';
          link.appendChild(snippet);
        }
        item.appendChild(link);
        list.appendChild(item);
      });
      var said = partial ? fill(words.many, { shown: rows.length }) : total === 0 ? fill(words.none, { query: box.value.trim() })
        : fill(total > rows.length ? words.cut : inForm(words.count, total), { n: total, shown: rows.length });
      status.textContent = [said].concat(notes).join(' ');
      panel.hidden = false;
    }

    function answer(query, mine) {
      var terms = termsOf(query);
      var fresh = function () { return mine === turn; };
      var keys = {};
      terms.forEach(function (term) { keys[keyOf(term)] = 1; });
      var missing = Object.keys(keys).filter(function (key) { return index.about.known.has(key) && !index.terms[key]; });
      need(missing.map(function (key) { return 't-' + key; }), function (ok) {
        if (!fresh()) return;
        var last = terms.length - 1;
        var hits = terms.map(function (term, i) { return look(term, i === last); });
        var found = hits.length ? intersect(hits) : { docs: [], partial: false, ignored: [] };
        var order = new Set(idsLike(query).map(function (id) { return id[4]; }));
        found.docs.forEach(function (hit) { order.add(hit.doc); });
        var best = Array.from(order).slice(0, LISTED);
        var size = index.about.chunk;
        var chunks = Array.from(new Set(best.map(function (doc) { return Math.floor(doc / size); })));
        need(chunks.filter(function (n) { return !index.docs[n]; }).map(function (n) { return 'd-' + n; }), function (good) {
          if (!fresh()) return;
          var rows = best.map(function (doc) { return (index.docs[Math.floor(doc / size)] || [])[doc % size]; }).filter(Boolean);
          var notes = found.ignored.map(function (hit) { return fill(words.frequent, { term: hit.term, n: hit.frequent }); });
          if (!ok || !good) notes.push(words.failed);
          show(rows, order.size, found.partial, notes, terms);
        });
      });
    }

    function ask() {
      var mine = ++turn;
      var query = box.value;
      if (!query.trim()) { panel.hidden = true; return; }
      need(index.ids ? [] : ['ids'], function (ok) {
        if (mine !== turn) return;
        if (ok && index.ids) answer(query, mine); else { list.replaceChildren(); status.textContent = words.failed; panel.hidden = false; }
      });
    }

    function move(step) {
      var stops = [box].concat(Array.from(list.querySelectorAll('a')));
      var at = stops.indexOf(document.activeElement);
      var goal = stops[Math.min(Math.max(at + step, 0), stops.length - 1)];
      if (goal) goal.focus();
    }

    function close() { turn++; panel.hidden = true; }

    box.addEventListener('focus', function () { if (!index.ids) need(['ids'], function () {}); if (box.value.trim() && panel.hidden) ask(); });
    box.addEventListener('input', ask);
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var first = list.querySelector('a');
      if (first && !panel.hidden) first.click();
    });
    form.addEventListener('keydown', function (event) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); move(event.key === 'ArrowDown' ? 1 : -1); }
      if (event.key === 'Escape') { event.preventDefault(); close(); if (document.activeElement === box) box.value = ''; box.focus(); close(); }
    });
    form.addEventListener('focusout', function (event) { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });
    document.addEventListener('pointerdown', function (event) { if (!form.contains(event.target)) close(); });
    document.addEventListener('keydown', function (event) {
      var inside = event.target.closest && event.target.closest('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || inside || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      box.focus();
      box.select();
    });
  }

  // Other releases ------------------------------------------------------------------------------------------------

  /** `techfileReleases`: newest first, `{version, date, base}`; `base` is the release's site, from the folder of `releases.js`; no version: the working state. */
  function releases() {
    var all = window.techfileReleases;
    var script = document.querySelector('script[data-releases]');
    var place = document.querySelector('.versions');
    if (!Array.isArray(all) || !all.length || !script || !place) return;
    var words = place.dataset;
    var here = html.getAttribute('data-version') || '';
    var page = html.getAttribute('data-page') || 'index.html';
    var home = function (release) { return new URL(release.base.replace(/\/?$/, '/'), script.src); };

    /** Goes to this page there, or to the first page of a release that has no such record. */
    function go(event, release) {
      var record = /^r\/(.+)\.html$/.exec(page);
      if (!record || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      var own = window.techfileIds;
      var has = true;
      window.techfileIds = function (ids) { has = ids.some(function (id) { return id[2] === page; }); };
      load(new URL('search/ids.js', home(release)).href, function () {
        window.techfileIds = own;
        window.location.href = new URL(has ? page : 'index.html', home(release)).href;
      });
    }

    function link(release, text) {
      var a = make('a', '', text);
      a.href = new URL(page, home(release)).href;
      a.addEventListener('click', function (event) { go(event, release); });
      return a;
    }

    var menu = make('details');
    menu.appendChild(make('summary', '', words.label));
    var list = make('ul');
    all.forEach(function (release) {
      var item = make('li');
      var a = link(release, release.version || words.working);
      if ((release.version || '') === here) a.setAttribute('aria-current', 'true');
      if (release.date) a.appendChild(make('time', '', release.date));
      item.appendChild(a);
      list.appendChild(item);
    });
    menu.appendChild(list);
    place.appendChild(menu);
    menu.addEventListener('keydown', function (event) { if (event.key === 'Escape') { menu.open = false; menu.firstChild.focus(); } });
    document.addEventListener('pointerdown', function (event) { if (!menu.contains(event.target)) menu.open = false; });

    var newest = all.filter(function (release) { return release.version; })[0];
    if (here && newest && newest.version !== here) {
      var banner = make('div', 'banner');
      banner.setAttribute('role', 'note');
      banner.appendChild(document.createTextNode(fill(words.old, { version: here, newest: newest.version }) + ' '));
      banner.appendChild(link(newest, words.newest));
      document.querySelector('header.top').after(banner);
    }
  }

  // The outline's mark, and the navigation's place ------------------------------------------------------------------

  function outline() {
    var links = Array.from(document.querySelectorAll('.outline a'));
    var heads = links.map(function (a) { return document.getElementById(decodeURIComponent(a.hash.slice(1))); });
    if (!links.length || !('IntersectionObserver' in window)) return;
    var mark = function () {
      var at = 0;
      heads.forEach(function (head, i) { if (head && head.getBoundingClientRect().top < 120) at = i; });
      links.forEach(function (a, i) { a.classList.toggle('here', i === at); });
    };
    var due = false;
    document.addEventListener('scroll', function () {
      if (due) return;
      due = true;
      requestAnimationFrame(function () { due = false; mark(); });
    }, { passive: true });
    mark();
  }

  function reveal() {
    var side = document.getElementById('nav');
    var current = side && side.querySelector('[aria-current]');
    if (!current) return;
    var place = function () { side.scrollTop = Math.max(0, current.offsetTop - side.clientHeight / 2); };
    if (current.offsetTop > side.clientHeight - 40) place();
    side.addEventListener('toggle', place);
  }

  theme();
  search();
  releases();
  outline();
  reveal();
})();
