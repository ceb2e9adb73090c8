/**
 * Precompiled header of the worker's copy of libwebrtc's bandwidth estimation.
 * Changes nothing but the time the build takes.
 */
#ifdef __cplusplus
#include "common.hpp"
#include <absl/memory/memory.h>
#include <absl/strings/match.h>
#include <absl/strings/string_view.h>
#include <absl/types/optional.h>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>
#endif
