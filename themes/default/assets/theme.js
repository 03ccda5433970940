// Runs before the first paint: script is there, and the reader's choice of light or dark, if one was made.
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');
  try {
    var choice = localStorage.getItem('techfile-theme');
    if (choice === 'light' || choice === 'dark') root.setAttribute('data-theme', choice);
  } catch (blocked) { /* a browser may refuse storage to pages from disk */ }
})();
