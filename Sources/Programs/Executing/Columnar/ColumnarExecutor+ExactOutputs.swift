package import Facts

/// Numbers of outputs as exact decimals, for executors that were made with `exactOutputs`.
extension ColumnarExecutor.Block {
  /// An output as whole numbers of a power of ten: *m* · 10⁻ˢ with |m| < 2⁵², each its own double. Nil where it has no such form.
  package func wholes(ofOutput index: Int) -> (lanes: UnsafePointer<Double>, scale: Int)? {
    guard case .whole(let register, let scale) = executor.code.outputForms[index] else {
      return nil
    }
    return (lanes(register), scale)
  }

  /// Writes an output's exact numbers, case by case; what stands at a case in doubt means nothing.
  /// - Returns: False where the output is no number, or only ``ExactExecutor`` gives it.
  package func exactNumbers(
    ofOutput index: Int, into numbers: UnsafeMutablePointer<Number>
  ) -> Bool {
    switch executor.code.outputForms[index] {
    case .boolean, .code, .near, .open: return false
    case .whole(let register, let scale):
      let lanes = lanes(register)
      for lane in 0..<count {
        numbers[lane] = Number(Int(Lanes.integer(lanes[lane])), exponent: -scale)
      }
    case .quotient(let a, let b, let exponent):
      let (x, y) = (lanes(a), lanes(b))
      for lane in 0..<count {
        // A division by zero left its doubt when the double was worked out.
        numbers[lane] =
          Number.quotient(
            Lanes.integer(x[lane]), Lanes.integer(y[lane]), exponent: exponent) ?? .zero
      }
    }
    return true
  }

  /// Whether every output has an exact form here; else a case's numbers are for ``ExactExecutor``.
  package var hasExactOutputs: Bool {
    executor.code.outputForms.allSatisfy {
      switch $0 {
      case .near, .open: false
      default: true
      }
    }
  }

  private func lanes(_ register: Int) -> UnsafePointer<Double> {
    UnsafePointer(executor.numbers[executor.plan.numbers[register]])
  }
}

extension Lanes {
  /// A whole number under 2⁵² in magnitude as an integer, by its bits: no conversion, and nothing that could trap in a lane
  /// that is in doubt.
  @inline(__always)
  static func integer(_ whole: Double) -> Int64 {
    let magic = 0x1.8p52
    return Int64(bitPattern: (whole + magic).bitPattern &- magic.bitPattern)
  }
}

extension ScalarExecutor {
  /// An output's exact number, for an executor that was made with `exactOutputs`; nil where only ``ExactExecutor`` gives it.
  package func exactNumber(ofOutput index: Int) -> Number? {
    switch code.outputForms[index] {
    case .boolean, .code, .near, .open: return nil
    case .whole(let register, let scale):
      return Number(Int(Lanes.integer(numbers[register])), exponent: -scale)
    case .quotient(let a, let b, let exponent):
      return Number.quotient(
        Lanes.integer(numbers[a]), Lanes.integer(numbers[b]), exponent: exponent)
    }
  }
}
