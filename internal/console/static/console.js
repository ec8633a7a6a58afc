// Comfort only: every page works without it. It knows the keys printed on the pages
// and brings the focus to what is wrong.
(function () {
  "use strict";
  var typing = function (e) { return e && (/^(INPUT|TEXTAREA|SELECT)$/).test(e.tagName); };
  document.addEventListener("keydown", function (e) {
    if (e.isComposing) { return; } // a Chinese word is being chosen
    var form = e.target.closest && e.target.closest("form");
    if (e.key === "/" && !typing(e.target) && !e.ctrlKey && !e.metaKey && !e.altKey) {
      var find = document.getElementById("find") || document.getElementById("number");
      if (find) { e.preventDefault(); find.focus(); }
    } else if (e.key === "Enter" && e.ctrlKey && form) {
      var main = form.querySelector("button.main");
      if (main) { e.preventDefault(); main.click(); }
    } else if (e.key === "Escape" && form) {
      var leave = form.querySelector("[data-leave]");
      if (leave) { e.preventDefault(); leave.click(); }
    }
  });
  document.addEventListener("change", function (e) {
    if (e.target.type !== "radio") { return; }
    document.querySelectorAll(".option input").forEach(function (i) { i.closest(".option").classList.toggle("on", i.checked); });
  });
  var wrong = document.getElementById("wrong");
  if (wrong) { wrong.focus(); }
  document.querySelectorAll("[data-print]").forEach(function (b) {
    b.hidden = false;
    b.addEventListener("click", function () { window.print(); });
  });
}());
