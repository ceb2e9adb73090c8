/**
 * Precompiled header of the worker's own sources: everything most of them
 * include anyway. Changes nothing but the time the build takes.
 */
#ifdef __cplusplus
#include "common.hpp"
#include <absl/memory/memory.h>
#include <absl/strings/string_view.h>
#include <absl/types/optional.h>
#include <ankerl/unordered_dense.h>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <deque>
#include <flatbuffers/flatbuffers.h>
#include <initializer_list>
#include <limits>
#include <list>
#include <map>
#include <mutex>
#include <numeric>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <ostream>
#include <queue>
#include <random>
#include <ranges>
#include <set>
#include <span>
#include <srtp.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <uv.h>
#include <variant>
#include <vector>
#include <FBS/message.h>
#endif
