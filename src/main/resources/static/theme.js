// Which theme, before anything is drawn. Not a module, as those run later.
(function () {
  'use strict';
  var wanted = null;
  try {
    wanted = localStorage.getItem('theme');
  } catch (e) {
    // Where nothing may be kept, the system's theme it is.
  }
  if (wanted === 'light' || wanted === 'dark') {
    document.documentElement.dataset.theme = wanted;
  }
})();
