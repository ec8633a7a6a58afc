// Asks the browser for a passkey when a form that wants one is sent, and sends the
// answer with it. Without scripts these forms do not show.
(function () {
  "use strict";
  if (!window.PublicKeyCredential) { return; }
  var bytes = function (text) {
    var raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, function (c) { return c.charCodeAt(0); });
  };
  var text = function (buffer) {
    var raw = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  var asked = function (options) {
    options.challenge = bytes(options.challenge);
    if (options.user) { options.user.id = bytes(options.user.id); }
    ["excludeCredentials", "allowCredentials"].forEach(function (list) {
      (options[list] || []).forEach(function (c) { c.id = bytes(c.id); });
    });
    return { publicKey: options };
  };
  var answer = function (key) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (part) {
      if (key.response[part]) { response[part] = text(key.response[part]); }
    });
    return JSON.stringify({
      id: key.id, rawId: text(key.rawId), type: key.type, response: response, clientExtensionResults: {}
    });
  };
  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    form.hidden = false;
    form.addEventListener("submit", function (e) {
      e.preventDefault();
      var options = asked(JSON.parse(form.getAttribute("data-options")));
      var making = form.getAttribute("data-passkey") === "make";
      (making ? navigator.credentials.create(options) : navigator.credentials.get(options)).then(function (key) {
        form.elements.answer.value = answer(key);
        form.submit();
      }, function () {
        form.submit(); // without an answer: the page says what happened
      });
    });
  });
}());
