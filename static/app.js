/* Small conveniences on data- attributes. Every page works without this file. */
(function () {
  "use strict";

  var typing = function (target) {
    return target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  };

  /* The list of errors takes the focus, so that it is read out and each line is one Tab away. */
  var focusErrors = function () {
    var box = document.querySelector("[data-focus]");
    if (box) { box.focus(); }
  };

  /* <form data-guard>: leaving with unsaved input asks first. Submitting clears it. */
  var unsaved = new Set();
  document.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-guard]");
    if (form) { unsaved.add(form); }
  });
  document.addEventListener("submit", function (event) {
    unsaved.delete(event.target);
    var button = event.submitter;
    if (button && event.target.hasAttribute("data-once")) {
      window.setTimeout(function () { button.disabled = true; }, 0);
    }
  });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved.size) { event.preventDefault(); event.returnValue = ""; }
  });
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) { return; }
    document.querySelectorAll("form[data-once] button:disabled").forEach(function (button) { button.disabled = false; });
  });

  /* <table data-walk>: J and K go to the next and the previous row, X picks the row one stands on. */
  var walk = function (key) {
    var rows = Array.from(document.querySelectorAll("[data-walk] tbody tr"));
    var here = rows.indexOf(document.activeElement.closest("[data-walk] tr"));
    if (key === "x") {
      var box = here >= 0 && rows[here].querySelector("[type=checkbox]");
      if (box) { box.click(); }
      return Boolean(box);
    }
    var step = { j: 1, k: -1 }[key];
    var row = step && rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
    if (row) { row.querySelector("a").focus(); }
    return Boolean(row);
  };

  /* [data-bulk] counts the boxes picked; rows picked are marked. Without this file the bar is always there. */
  var countPicked = function () {
    var bar = document.querySelector("[data-bulk]");
    if (!bar) { return; }
    var boxes = Array.from(document.querySelectorAll("[data-walk] tbody [type=checkbox]"));
    var picked = boxes.filter(function (box) { return box.checked; });
    boxes.forEach(function (box) { box.closest("tr").classList.toggle("on", box.checked); });
    var all = bar.querySelector("[name=all]");
    bar.hidden = !picked.length && !(all && all.checked);
    bar.querySelector("[data-count]").textContent = all && all.checked ? all.dataset.said : picked.length;
  };
  document.addEventListener("change", function () { window.setTimeout(countPicked, 0); });
  document.addEventListener("DOMContentLoaded", countPicked);
  window.addEventListener("pageshow", countPicked);
  document.addEventListener("reset", function () { window.setTimeout(countPicked, 0); });

  /* data-hotkey="/" on a link or an input; not while typing, not while a Vietnamese keyboard composes. */
  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "Escape") { closeMenus(null); return; }
    if (event.key.length !== 1 || typing(event.target) || document.body.dataset.keys === "off") { return; }
    if (walk(event.key.toLowerCase())) { event.preventDefault(); return; }
    var found = Array.prototype.filter.call(document.querySelectorAll("[data-hotkey]"), function (element) {
      return element.getAttribute("data-hotkey") === event.key.toLowerCase();
    });
    var box = found.find(function (element) { return typing(element); }) || found[0];
    if (!box) { return; }
    event.preventDefault();
    if (typing(box)) { box.focus(); box.select(); } else { box.click(); }
  });

  /* Ctrl+S and Ctrl+Enter press the button with data-key="save" or data-key="next" of the form. */
  document.addEventListener("keydown", function (event) {
    if (!event.ctrlKey || event.isComposing) { return; }
    var wanted = { s: "save", Enter: "next" }[event.key];
    var button = wanted && document.querySelector("[data-key='" + wanted + "']");
    if (button) { event.preventDefault(); button.click(); }
  });

  /* <select data-submit>: the button beside it stays for those without JavaScript. */
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-submit]") && event.target.form) { event.target.form.requestSubmit(); }
    if (event.target.matches("[data-check-all]")) {
      document.querySelectorAll(event.target.getAttribute("data-check-all")).forEach(function (box) {
        box.checked = event.target.checked;
      });
    }
  });

  /* <select data-find>: a field above it finds options by what is typed, marks aside, and picks the first. */
  var plain = function (text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  };
  var findIn = function (select) {
    var box = document.createElement("input"), before = select.selectedIndex;
    box.type = "search";
    box.autocomplete = "off";
    box.placeholder = select.dataset.find;
    box.setAttribute("aria-label", select.dataset.find);
    box.addEventListener("focus", function () { if (!box.value) { before = select.selectedIndex; } });
    box.addEventListener("input", function () {
      var typed = " " + plain(box.value).trim();
      var fitting = Array.from(select.options).filter(function (option) {
        option.hidden = typed !== " " && !(" " + plain(option.text)).includes(typed);
        return typed !== " " && option.value && !option.hidden;
      });
      select.querySelectorAll("optgroup").forEach(function (group) {
        group.hidden = !group.querySelector("option:not([hidden])");
      });
      select.selectedIndex = fitting.length ? fitting[0].index : before;
    });
    box.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); select.focus(); }
    });
    select.before(box);
  };
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("select[data-find]").forEach(findIn);
  });

  /* <details data-menu> closes when something else is clicked. */
  var closeMenus = function (target) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (target && menu.contains(target)) { return; }
      var held = menu.contains(document.activeElement);
      menu.open = false;
      if (held && !target) { menu.querySelector("summary").focus(); }
    });
  };
  document.addEventListener("click", function (event) {
    closeMenus(event.target);
    var copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(document.querySelector(copy.getAttribute("data-copy")).textContent.trim());
      if (copy.hasAttribute("data-copied")) { copy.textContent = copy.getAttribute("data-copied"); }
    }
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  /* <details open data-close-narrow>: on a phone the list comes first. */
  function closeNarrow() {
    if (!window.matchMedia("(max-width: 760px)").matches) { return; }
    document.querySelectorAll("details[data-close-narrow]").forEach(function (box) { box.open = false; });
  }

  document.addEventListener("DOMContentLoaded", function () { focusErrors(); closeNarrow(); });

  /* Buttons that are nothing without this file are hidden without it; copying needs a secure address. */
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-print][hidden], [data-copy][hidden]").forEach(function (button) {
      button.hidden = button.hasAttribute("data-copy") && !navigator.clipboard;
    });
  });
})();
