import Facts

/// The description of the endpoints for programs, OpenAPI 3.1. A test holds it against the router, both ways.
enum OpenAPI {
  static let document: JSON = [
    "openapi": "3.1.0",
    "info": [
      "title": "Mizan", "version": "1",
      "description":
        "May this be built here? One question, one answer, the same bytes in every channel.",
    ],
    "paths": [
      "/api/openapi.json": [
        "get": [
          "operationId": "document", "summary": "This document",
          "responses": ["200": ok("The document", ["type": "object"])],
        ]
      ],
      "/api/v1/check": [
        "post": [
          "operationId": "check", "summary": "Answers one question and keeps the answer",
          "description":
            "The body of the response is the answer in canonical JSON (RFC 8785): the bytes that the ledger keeps.",
          "requestBody": [
            "required": true,
            "content": ["application/json": ["schema": ref("Question")]],
          ],
          "responses": [
            "200": ok("The answer", ref("Answer")), "400": problem, "413": problem, "415": problem,
            "422": problem, "503": problem,
          ],
        ]
      ],
      "/api/v1/measure": [
        "post": [
          "operationId": "measure", "summary": "Measures a drawing on a parcel",
          "description":
            "`inputs` of the response go into a question as they are; what the drawing does not say stands in `unknown`. Distances are rounded down and areas up; `accuracy` is how far a line of the map may be off, in metres.",
          "requestBody": [
            "required": true,
            "content": [
              "application/json": [
                "schema": [
                  "type": "object", "required": ["parcel", "footprint"],
                  "additionalProperties": false,
                  "properties": [
                    "parcel": ["type": "string", "description": "`town/number`"],
                    "footprint": [
                      "type": "string",
                      "description":
                        "The line that it is measured from, and the corners as metres along it and into the lot: `1@3,5;11,5;11,15;3,15`. `;cleared` at the end says that what stands there is taken down.",
                    ],
                    "on": ["type": "string", "format": "date"],
                  ],
                ]
              ]
            ],
          ],
          "responses": [
            "200": ok("What was measured", ["type": "object"]), "400": problem, "413": problem,
            "415": problem, "422": problem,
          ],
        ]
      ],
      "/api/v1/towns": [
        "get": [
          "operationId": "towns", "summary": "The towns that answers are given for",
          "responses": ["200": ok("Towns", ["type": "array", "items": ref("Town")])],
        ]
      ],
      "/api/v1/works": [
        "get": [
          "operationId": "works", "summary": "The kinds of work that may be asked about",
          "parameters": [
            query("town", "Only those of one town"),
            query("q", "Only those that a word may mean, best first"), language,
          ],
          "responses": [
            "200": ok("Works", ["type": "array", "items": ref("Work")]), "400": problem,
          ],
        ]
      ],
      "/api/v1/parcels": [
        "get": [
          "operationId": "parcels",
          "summary": "Parcels and addresses that match a text, best first",
          "parameters": searching,
          "responses": [
            "200": ok("Hits", ["type": "array", "items": ref("Hit")]), "400": problem,
          ],
        ]
      ],
      "/api/v1/search": [
        "get": [
          "operationId": "search",
          "summary": "All that a text may mean: lots, blocks, plans, towns, points; best first",
          "parameters": searching,
          "responses": [
            "200": ok("Hits, or what to search for instead", ref("Found")), "400": problem,
          ],
        ]
      ],
      "/api/v1/parcels/{town}/{number}": [
        "get": [
          "operationId": "parcel", "summary": "What is known of a parcel",
          "parameters": [
            path("town"), path("number"),
            query("on", "The day asked for", ["type": "string", "format": "date"]),
            language,
          ],
          "responses": ["200": ok("The parcel", ref("Place")), "400": problem, "404": problem],
        ]
      ],
      "/api/v1/layers/{town}/{layer}.geojson": [
        "get": [
          "operationId": "features", "summary": "The features of a layer that meet a box",
          "parameters": [
            path("town"), path("layer"), query("bbox", "west,south,east,north in degrees (WGS 84)"),
            query("limit", "At most so many", ["type": "integer", "minimum": 1, "maximum": 5000]),
          ],
          "responses": [
            "200": [
              "description": "A FeatureCollection",
              "content": ["application/geo+json": ["schema": ["type": "object"]]],
            ], "400": problem, "404": problem,
          ],
        ]
      ],
      "/api/v1/plans/{town}": [
        "get": [
          "operationId": "plans",
          "summary":
            "The plans of a town and its layers with areas: what holds since when, what lies open until when, and where each comes from",
          "parameters": [path("town")],
          "responses": [
            "200": ok("Plans", ["type": "array", "items": ref("Plan")]), "404": problem,
          ],
        ]
      ],
      "/api/v1/certificates": [
        "post": [
          "operationId": "certify",
          "summary": "Certifies a parcel by the law and the maps of today, signs it and keeps it",
          "description":
            "The signature is Ed25519 (RFC 8032) over the canonical bytes (RFC 8785) of `certificate`; the key is at `/.well-known/mizan-key`.",
          "requestBody": [
            "required": true,
            "content": [
              "application/json": [
                "schema": [
                  "type": "object", "required": ["parcel"], "additionalProperties": false,
                  "properties": ["parcel": ["type": "string", "description": "`town/number`"]],
                ]
              ]
            ],
          ],
          "responses": [
            "201": ok("The signed certificate", ref("Certificate")), "400": problem,
            "404": problem, "413": problem, "415": problem, "422": problem, "503": problem,
          ],
        ]
      ],
      "/api/v1/certificates/{serial}": [
        "get": [
          "operationId": "certificate", "summary": "A certificate that was issued",
          "parameters": [path("serial")],
          "responses": [
            "200": ok("The signed certificate", ref("Certificate")), "404": problem, "503": problem,
          ],
        ]
      ],
    ],
    "components": ["schemas": schemas],
  ]

  private static let schemas: JSON = [
    "Question": [
      "type": "object", "required": ["work"], "additionalProperties": false,
      "properties": [
        "parcel": ["type": "string", "description": "`town/number`"],
        "site": ["type": "object", "description": "Facts of a site, instead of a parcel"],
        "work": ["type": "string", "description": "A name of `/api/v1/works`"],
        "inputs": [
          "type": "object",
          "description":
            "Facts of the proposal by name, in the unit the law asks in, or a text with its unit; `null` is \"I don't know\"",
        ],
        "on": [
          "type": "string", "format": "date",
          "description": "The day whose law holds; today where left out",
        ],
        "lang": ["type": "string", "description": "The language of statements: `en`, `fa`, `he`"],
      ],
    ],
    "Answer": [
      "type": "object",
      "required": [
        "parcel", "work", "on", "jurisdiction", "ruleset", "verdict", "results", "requirements",
        "missing",
        "nearest", "fingerprint",
      ],
      "properties": [
        "verdict": [
          "enum": [
            "exempt", "notify", "permitted", "conditional", "discretionary", "incomplete",
            "not_permitted",
          ]
        ],
        "fingerprint": ["type": "string", "pattern": "^[0-9a-f]{64}$"],
        "requirements": ["type": "array", "items": ["type": "object"]],
        "missing": ["type": "array", "items": ["type": "object"]],
        "nearest": ["type": "array", "items": ["type": "object"]],
      ],
    ],
    "Plan": [
      "type": "object",
      "required": [
        "id", "town", "kind", "label", "rank", "from", "until", "regulation", "document", "data",
        "areas",
      ],
      "properties": [
        "kind": [
          "enum": ["zones", "overlay", "deposited"],
          "description": "What is `deposited` is not in force, and no answer looks at it",
        ],
        "until": ["type": ["string", "null"], "description": "The first day without effect"],
        "areas": [
          "type": ["array", "null"], "items": object("code", "count", "area"),
          "description": "Square metres by zone or name; `null` where the map cannot be read",
        ],
        "deposit": object("deposited", "objectionsFrom", "objectionsUntil", "basis", "needs"),
      ],
    ],
    "Certificate": object("certificate", "sha256", "signature"),
    "Town": object("id", "label", "notice", "languages", "layers", "bbox"),
    "Work": object("name", "label", "words", "common"),
    "Hit": [
      "type": "object", "required": ["parcel", "label", "kind", "town", "lon", "lat"],
      "properties": [
        "parcel": ["type": ["string", "null"], "description": "`town/number` of the lot"],
        "kind": ["enum": .array(SearchHit.Kind.allCases.map { .string($0.rawValue) })],
        "lots": ["type": "integer", "description": "How many lots a block has"],
        "plan": object("regulation", "label", "deposited", "from", "until"),
      ],
    ],
    "Found": [
      "type": "object", "required": ["hits", "suggestions"],
      "properties": [
        "hits": ["type": "array", "items": ref("Hit")],
        "suggestions": [
          "type": "array", "items": ["type": "string"],
          "description": "Texts that find something, where this one does not",
        ],
      ],
    ],
    "Place": object("parcel", "town", "label", "facts", "outline", "bbox"),
    "Problem": [
      "type": "object", "required": ["type", "title", "status", "detail", "instance"],
      "properties": [
        "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
        "detail": ["type": "string"], "instance": ["type": "string"],
        "errors": ["type": "array", "items": object("pointer", "detail", "mend")],
      ],
    ],
  ]

  private static func object(_ required: String...) -> JSON {
    ["type": "object", "required": .array(required.map(JSON.string))]
  }

  private static func ref(_ name: String) -> JSON {
    ["$ref": .string("#/components/schemas/\(name)")]
  }

  private static func ok(_ description: String, _ schema: JSON) -> JSON {
    ["description": .string(description), "content": ["application/json": ["schema": schema]]]
  }

  private static let problem: JSON = [
    "description": "What is wrong, and how to mend it (RFC 9457)",
    "content": ["application/problem+json": ["schema": ref("Problem")]],
  ]

  private static let searching: JSON = [
    [
      "name": "q", "in": "query", "required": true,
      "description":
        "An address, a lot's, a block's or a plan's number, coordinates or a town; in any script and digits",
      "schema": ["type": "string", "minLength": 1],
    ], query("town", "Only in one town"),
    query("limit", "At most so many", ["type": "integer", "minimum": 1, "maximum": 100]),
  ]

  private static let language = query("lang", "The language of labels: `en`, `fa`, `he`")

  private static func query(
    _ name: String, _ description: String, _ schema: JSON = ["type": "string"]
  )
    -> JSON
  {
    ["name": .string(name), "in": "query", "description": .string(description), "schema": schema]
  }

  private static func path(_ name: String) -> JSON {
    ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
  }
}
