"use strict";

SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#reader",
  deepLinking: true,
  supportedSubmitMethods: [],
  validatorUrl: null,
});
