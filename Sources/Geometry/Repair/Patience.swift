import CGEOS
import Foundation

/// How much work GEOS may make of one shape.
///
/// GEOS asks now and then whether it is to stop, and after so many questions it is. Work is counted and not time, so that
/// a fast machine and a slow one come to the same answer.
enum Patience {
  /// Questions of GEOS.
  static let most = 3_000_000

  /// Runs a call of GEOS, which fails where it asks too often.
  static func bounded<Value>(_ call: () -> Value) -> Value {
    _ = isRegistered
    pthread_setspecific(key, UnsafeRawPointer(bitPattern: most))
    defer { pthread_setspecific(key, nil) }
    return call()
  }

  /// What a thread may still ask, as a pointer; nil outside of a bounded call.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  private static let isRegistered: Bool = {
    _ = GEOS_interruptRegisterCallback {
      guard let left = pthread_getspecific(Patience.key) else { return }
      let rest = Int(bitPattern: left) - 1
      if rest <= 1 {
        GEOS_interruptRequest()
      } else {
        pthread_setspecific(Patience.key, UnsafeRawPointer(bitPattern: rest))
      }
    }
    return true
  }()
}
