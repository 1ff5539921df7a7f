import Land

/// `territory.yaml`, which names both towns.
let territoryDescription = """
  # Two demonstration towns of our own making, written by `mizan demo`. Nobody lives there.
  towns: [persian.yaml, hebrew.yaml]

  """

/// A town's territory file: which table of its GeoPackage is what.
func townDescription(_ style: TownStyle, seed: UInt64) -> String {
  let file = style.file + ".gpkg"
  let facts =
    style.language == .fa
    ? "existing full title: { column: full_title, type: boolean }"
    : """
    preservation site: { column: preservation_site, type: boolean }
          closed security area: { column: closed_security_area, type: boolean }
          coastal environment: { column: coastal_environment, type: boolean }
    """
  let zoneFacts =
    style.language == .fa
    ? "{ density zone: density_zone, land use: land_use }" : "{ land use: land_use }"
  let (former, current, deposited) = style.plans
  let layers = overlays.map { name, table, label in
    "  \(name): { file: \(file), table: \(table), coverage: whole, columns: { name: name }, label: \(text(label)) }"
  }.joined(separator: "\n")
  return """
    # \(style.name.en), written by `mizan demo --seed \(seed)`. Every line, name and number in it is invented.
    id: \(style.file)
    label: \(text(style.name))
    jurisdiction: \(style.jurisdiction)
    crs: EPSG:\(style.referenceSystem.code)
    notice:
      fa: "شهر نمایشی است: ساختگی، بی‌ساکن و بی‌مرجع. هیچ پاسخی دربارهٔ آن اثر حقوقی ندارد."
      he: "עיר הדגמה: בדויה, ללא תושבים וללא רשות. לשום תשובה עליה אין תוקף משפטי."
      en: "A demonstration town: invented, without residents or authority. No answer about it has legal effect."
      ar: "مدينة للعرض: مختلقة، بلا سكان ولا سلطة. ليس لأي جواب عنها أثر قانوني."
      ru: "Демонстрационный город: вымышленный, без жителей и власти. Ни один ответ о нём не имеет юридической силы."
    parcels:
      - file: \(file)
        table: parcels
        columns: { number: number }
        accuracy: 0.1 m
        coverage: whole
        facts:
          \(facts)
    zones:
      - file: \(file)
        table: zones_former
        plan: \(former.code)
        rank: detailed
        from: \(former.from)
        until: \(current.from)
        columns: { code: code }
        as: [zone]
        facts: \(zoneFacts)
      - file: \(file)
        table: zones
        plan: \(current.code)
        rank: detailed
        from: \(current.from)
        columns: { code: code }
        as: [zone]
        facts: \(zoneFacts)
    layers:
    \(layers)
      # Deposited, not in force: it changes no answer, and is shown.
      deposited plan: { file: \(file), table: zones_deposited, from: \(deposited.from), coverage: whole, columns: { name: code }, label: \(text(Words(fa: "طرح پیشنهادی \(deposited.code)", he: "תכנית מופקדת \(deposited.code)", en: "deposited plan \(deposited.code)", ar: "مخطط مودَع \(deposited.code)", ru: "план \(deposited.code), выставленный для возражений"))) }
      service district: { file: \(file), table: service_districts, coverage: whole, columns: { name: name }, label: \(text(Words(fa: "دفتر محله", he: "לשכת רובע", en: "neighbourhood office", ar: "مكتب الحي", ru: "районное отделение"))) }
    streets: { file: \(file), table: streets, columns: { name: name, width: width } }
    buildings: { file: \(file), table: buildings, coverage: whole, columns: { height: height, storeys: storeys } }
    addresses: { file: \(file), table: addresses, columns: { parcel: parcel, street: street, number: number } }
    public open spaces: { file: \(file), table: public_open_space, coverage: whole, columns: { name: name } }

    """
}

private let overlays: [(name: String, table: String, label: Words)] = [
  (
    "heritage", "heritage",
    Words(fa: "میراث", he: "שימור", en: "heritage", ar: "تراث", ru: "наследие")
  ),
  (
    "flood", "flood",
    Words(fa: "سیل‌گیر", he: "פשט הצפה", en: "flood area", ar: "منطقة فيضان", ru: "зона затопления")
  ),
  (
    "power line", "power_line",
    Words(
      fa: "حریم خط برق", he: "מסדרון קו חשמל", en: "power-line corridor", ar: "حرم خط الكهرباء",
      ru: "охранная зона линии электропередачи")
  ),
  (
    "public open space", "public_open_space",
    Words(
      fa: "فضای باز همگانی", he: "שטח ציבורי פתוח", en: "public open space",
      ar: "مساحة عامة مفتوحة", ru: "общественная открытая территория")
  ),
  ("water", "water", Words(fa: "رود", he: "נחל", en: "stream", ar: "مجرى ماء", ru: "водоток")),
]

private func text(_ words: Words) -> String {
  "{ fa: \"\(words.fa)\", he: \"\(words.he)\", en: \"\(words.en)\", ar: \"\(words.ar)\", ru: \"\(words.ru)\" }"
}
