import Land

/// `territory.yaml`, which names both towns.
let territoryDescription = """
  # Two demonstration towns of our own making, written by `mizan demo`. Nobody lives there.
  towns: [persian.yaml, hebrew.yaml]

  """

/// A town's territory file: which table of its GeoPackage is what.
func townDescription(of town: Town, seed: UInt64) -> String {
  let style = town.style
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
  let (former, current, deposited, laidOpen) = style.plans
  let document = text(invented)
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
        source: { name: \(document) }
      - file: \(file)
        table: zones
        plan: \(current.code)
        rank: detailed
        from: \(current.from)
        columns: { code: code }
        as: [zone]
        facts: \(zoneFacts)
        regulation: \(style.regulation)
        source: { name: \(document) }
    layers:
    \(layers)
      # Deposited, not in force: it changes no answer, and is shown.
      deposited plan: { file: \(file), table: zones_deposited, from: \(deposited.from), coverage: whole, columns: { name: code }, label: \(text(Words(fa: "طرح پیشنهادی \(deposited.code)", he: "תכנית מופקדת \(deposited.code)", en: "deposited plan \(deposited.code)", ar: "مخطط مودَع \(deposited.code)", ru: "план \(deposited.code), выставленный для возражений"))) }
      service district: { file: \(file), table: service_districts, coverage: whole, columns: { name: name }, label: \(text(Words(fa: "دفتر محله", he: "לשכת רובע", en: "neighbourhood office", ar: "مكتب الحي", ru: "районное отделение"))) }
    streets: { file: \(file), table: streets, columns: { name: name, width: width } }
    buildings: { file: \(file), table: buildings, coverage: whole, columns: { height: height, storeys: storeys } }
    addresses: { file: \(file), table: addresses, columns: { parcel: parcel, street: street, number: number } }
    public open spaces: { file: \(file), table: public_open_space, coverage: whole, columns: { name: name } }
    # Where people go, by district. For demonstration: no such office, and the last district takes no applications online.
    service districts:
      layer: service district
      hours: \(hours)
      offices:
    \(offices(of: town))
    # Laid open, not in force: no answer looks at them. For demonstration: the periods are invented, and no law is behind them.
    deposited plans:
    \(plan(deposited, file, "zones_deposited", from: style.zones[0].code, to: style.zones[1].code))
    \(plan(laidOpen, file, "zones_laid_open", from: style.zones[1].code, to: style.zones[2].code))
    \(style.language == .he ? "# In Israel a file of information holds for two years.\ncertificate years: 2\n" : "")
    """
}

/// A deposited plan that turns one zone into another.
private func plan(
  _ plan: TownStyle.Plan, _ file: String, _ table: String, from: String, to: String
) -> String {
  let label = Words(
    fa: "طرح پیشنهادی \(plan.code)", he: "תכנית מופקדת \(plan.code)",
    en: "deposited plan \(plan.code)", ar: "مخطط مودَع \(plan.code)",
    ru: "план \(plan.code), выставленный для возражений")
  let summary = Words(
    fa: "پهنه «\(from)» در این محله «\(to)» می‌شود. ساختگی است.",
    he: "האזור ״\(from)״ בשכונה הזאת יהיה ״\(to)״. בדוי.",
    en: "Zone “\(from)” in this neighbourhood becomes “\(to)”. Invented.",
    ar: "تصبح المنطقة «\(from)» في هذا الحي «\(to)». مختلق.",
    ru: "Зона «\(from)» в этом районе становится зоной «\(to)». Вымышлено.")
  return """
      - id: \(plan.code)
        label: \(text(label))
        file: \(file)
        table: \(table)
        columns: { name: code }
        rank: detailed
        summary: \(text(summary))
        deposited: \(plan.from)
        objections until: \(plan.objections)
        by: \(text(basis))
        objections to: \(text(receiver))
        objection needs: [name, contact]
        source: { name: \(text(invented)) }
    """
}

private let invented = Words(
  fa: "کشیدهٔ یک برنامه، ساختگی", he: "שורטט בידי תוכנה, בדוי",
  en: "drawn by mizan demo, invented", ar: "رسمه برنامج، مختلق",
  ru: "нарисовано программой, вымышлено")

private let basis = Words(
  fa: "ساختگی برای نمایش: قانونی پشت این مهلت نیست. معترض نام و نشانی تماس خود را می‌نویسد.",
  he: "בדוי, להדגמה: אין דין מאחורי המועד הזה. מי שמתנגד כותב שם ופרטי קשר.",
  en:
    "Invented for the demonstration: no law is behind this period. Who objects gives a name and a contact.",
  ar: "مختلق للعرض: لا قانون وراء هذه المهلة. من يعترض يكتب اسمه ووسيلة الاتصال به.",
  ru:
    "Вымышлено для показа: за этим сроком нет закона. Кто возражает, пишет имя и как с ним связаться."
)

private let receiver = Words(
  fa: "ادارهٔ طرح‌های شهر (ساختگی)", he: "לשכת התכנון של העיר (בדויה)",
  en: "the town's planning office (invented)", ar: "مكتب تخطيط البلدة (مختلق)",
  ru: "отдел планирования города (вымышлен)")

private func offices(of town: Town) -> String {
  let offices = town.offices
  return offices.enumerated().map { index, office in
    "    \"\(office.name)\": { address: \"\(office.address)\", online: \(index < offices.count - 1) }"
  }.joined(separator: "\n")
}

private let hours =
  #"{ fa: "یکشنبه تا چهارشنبه، ۸ تا ۱۲ (ساختگی)", he: "ימים א׳–ד׳, 8:00–12:00 (בדוי)", en: "Sunday to Wednesday, 8:00 to 12:00 (invented)", ar: "من الأحد إلى الأربعاء، ٨ إلى ١٢ (مختلق)", ru: "с воскресенья по среду, с 8 до 12 (вымышлено)" }"#

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
