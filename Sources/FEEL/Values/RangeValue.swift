/// FEEL's range. An end that is not there (`>= 5`) is nil; one that is null (`[5..null)`) is another thing.
package struct RangeValue: Sendable, Hashable {
  package var low: Value?
  package var includesLow: Bool
  package var high: Value?
  package var includesHigh: Bool
  package var form: RangeForm

  package init(
    low: Value?, includesLow: Bool, high: Value?, includesHigh: Bool, form: RangeForm = .interval
  ) {
    self.low = low
    self.includesLow = includesLow
    self.high = high
    self.includesHigh = includesHigh
    self.form = form
  }
}
