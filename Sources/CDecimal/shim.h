// IEEE 754 decimal128 by the Intel decimal library, arguments and results by value, flags ignored.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <stddef.h>
#include <bid_conf.h>
#include <bid_functions.h>

typedef struct { unsigned long long low, high; } decimal128;

static inline BID_UINT128 decimal128_bid(decimal128 x) { BID_UINT128 r; r.w[0] = x.low; r.w[1] = x.high; return r; }
static inline decimal128 decimal128_out(BID_UINT128 x) { decimal128 r = { x.w[0], x.w[1] }; return r; }

#define DECIMAL128_BINARY(name, call) \
  static inline decimal128 name(decimal128 x, decimal128 y) { _IDEC_flags f = 0; \
    return decimal128_out(call(decimal128_bid(x), decimal128_bid(y), 0, &f)); }
#define DECIMAL128_UNARY(name, call) \
  static inline decimal128 name(decimal128 x) { _IDEC_flags f = 0; \
    return decimal128_out(call(decimal128_bid(x), 0, &f)); }

DECIMAL128_BINARY(decimal128_add, bid128_add)
DECIMAL128_BINARY(decimal128_sub, bid128_sub)
DECIMAL128_BINARY(decimal128_mul, bid128_mul)
DECIMAL128_BINARY(decimal128_div, bid128_div)
DECIMAL128_BINARY(decimal128_pow, bid128_pow)
/// What a division that is cut to a whole number leaves, exact; its sign is that of x.
static inline decimal128 decimal128_remainder(decimal128 x, decimal128 y) { _IDEC_flags f = 0;
  return decimal128_out(bid128_fmod(decimal128_bid(x), decimal128_bid(y), &f)); }
DECIMAL128_UNARY(decimal128_sqrt, bid128_sqrt)
DECIMAL128_UNARY(decimal128_exp, bid128_exp)
DECIMAL128_UNARY(decimal128_log, bid128_log)

/// The mode: 0 half-even, 1 down (to minus infinity), 2 up (to plus infinity), 3 to zero, 4 half away from zero.
static inline decimal128 decimal128_quantize(decimal128 x, decimal128 like, unsigned mode) {
  _IDEC_flags f = 0;
  return decimal128_out(bid128_quantize(decimal128_bid(x), decimal128_bid(like), mode, &f));
}
static inline int decimal128_less(decimal128 x, decimal128 y) { _IDEC_flags f = 0; return bid128_quiet_less(decimal128_bid(x), decimal128_bid(y), &f); }
static inline int decimal128_equal(decimal128 x, decimal128 y) { _IDEC_flags f = 0; return bid128_quiet_equal(decimal128_bid(x), decimal128_bid(y), &f); }
static inline decimal128 decimal128_parse(const char *text) { _IDEC_flags f = 0; return decimal128_out(bid128_from_string((char *)text, 0, &f)); }
static inline double decimal128_double(decimal128 x) { _IDEC_flags f = 0; return bid128_to_binary64(decimal128_bid(x), 0, &f); }
static inline decimal128 decimal128_from_double(double x) { _IDEC_flags f = 0; return decimal128_out(binary64_to_bid128(x, 0, &f)); }
