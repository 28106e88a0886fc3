// Conveniences only: every page works without this file.
(function () {
  "use strict";

  // #c1236-1480 is a range of characters; the server marks it.
  var range = /^#c(\d+-\d+)$/.exec(location.hash);
  if (range && !document.getElementById(location.hash.slice(1)) && document.querySelector(".text")) {
    location.replace(location.pathname + "?span=" + range[1] + "#span");
  }

  // Unset filters stay out of the address.
  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.verb !== "get") return;
    var parameters = event.detail.parameters;
    Object.keys(parameters).forEach(function (name) {
      if (parameters[name] === "") delete parameters[name];
    });
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    event.detail.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    event.detail.target.removeAttribute("aria-busy");
  });

  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    button.parentNode.hidden = !navigator.clipboard;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent).then(function () {
        button.nextElementSibling.textContent = button.dataset.done;
      });
    });
  });

  // Keys: single letters move between statements, unless the reader has switched them off.
  var dialog = document.getElementById("keys");
  var opener = document.getElementById("open-keys");
  if (dialog && dialog.showModal) {
    var box = document.getElementById("use-keys");
    var stored = null;
    try { stored = localStorage.getItem("keys"); } catch (error) { /* forbidden */ }
    box.checked = stored !== "off";
    box.addEventListener("change", function () {
      try { localStorage.setItem("keys", box.checked ? "on" : "off"); } catch (error) {}
    });
    opener.hidden = false;
    opener.addEventListener("click", function () { dialog.showModal(); });
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || !box.checked) return;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable) return;
      var done = { j: go(1, ""), k: go(-1, ""), n: go(1, ".v-diverge"), p: go(-1, ".v-diverge"), o: open, "/": search, "?": help }[event.key];
      if (done) { event.preventDefault(); done(); }
    });
  }
  function help() { dialog.showModal(); }
  function search() {
    var field = document.querySelector("main input[type=search]");
    if (!field) { location.href = dialog.dataset.search; return; }
    var fold = field.closest("details");
    if (fold) fold.open = true;
    field.focus();
  }
  function current() { return document.activeElement.closest("[data-item]"); }
  function open() {
    var link = current() && current().querySelector("h3 a, a");
    if (link) link.click();
  }
  function go(step, which) {
    return function () {
      var items = document.querySelectorAll("main .rows > li, .orders li, .entries > li, .hits > li, .evidence > li, .text .sent, .matrix tbody tr");
      var list = Array.from(items).filter(function (item) { return item.matches(which || "*"); });
      var here = current();
      var next = list.filter(function (item) {
        if (here) return here.compareDocumentPosition(item) & (step > 0 ? 4 : 2);
        return step > 0 ? item.getBoundingClientRect().top >= 0 : item.getBoundingClientRect().top < 0;
      });
      var target = step > 0 ? next[0] : next[next.length - 1];
      if (!target) return;
      target.tabIndex = -1;
      target.dataset.item = "";
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
      if (target.id) history.replaceState(history.state, "", "#" + target.id);
    };
  }

  // Side by side: threads between the joined sentences, lit with them.
  var beside = document.querySelector(".beside");
  if (!beside) return;
  var threads = beside.querySelector(".threads");
  function draw() {
    threads.textContent = "";
    var box = threads.getBoundingClientRect();
    if (!box.width) return;
    threads.setAttribute("height", beside.scrollHeight);
    beside.querySelectorAll("section:first-of-type a[data-to]").forEach(function (link) {
      var from = link.closest(".js");
      var to = document.getElementById(link.dataset.to);
      if (!to) return;
      var a = from.getBoundingClientRect();
      var b = to.getBoundingClientRect();
      var y1 = a.top - box.top + Math.min(a.height / 2, 24);
      var y2 = b.top - box.top + Math.min(b.height / 2, 24);
      var path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", "M0 " + y1 + "C" + box.width / 2 + " " + y1 + " " + box.width / 2 + " " + y2 + " " + box.width + " " + y2);
      path.setAttribute("class", link.className);
      path.dataset.ends = from.id + " " + to.id;
      threads.appendChild(path);
    });
  }

  function light(sentence) {
    var ids = sentence ? [sentence.id] : [];
    if (sentence) {
      sentence.querySelectorAll("a[data-to]").forEach(function (link) { ids.push(link.dataset.to); });
    }
    beside.querySelectorAll(".js[data-g]").forEach(function (element) {
      element.classList.toggle("lit", ids.indexOf(element.id) !== -1);
    });
    threads.querySelectorAll("path").forEach(function (path) {
      path.classList.toggle("lit", ids.length > 0 && path.dataset.ends.split(" ").indexOf(ids[0]) !== -1);
    });
  }

  function follow(event) {
    light(event.target.closest ? event.target.closest(".js[data-g]") : null);
  }

  beside.classList.add("direct");
  beside.addEventListener("mouseover", follow);
  beside.addEventListener("focusin", follow);
  beside.addEventListener("mouseleave", function () { light(null); });
  addEventListener("resize", draw);
  addEventListener("load", draw);
  draw();
})();
