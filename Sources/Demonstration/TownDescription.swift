/// `territory.yaml`, which names both towns.
let territoryDescription = """
  # Two demonstration towns of our own making, written by `mizan demo`. Nobody lives there.
  towns: [persian.yaml, hebrew.yaml]

  """
func townDescription(_ style: TownStyle, seed: UInt64) -> String { "" }
