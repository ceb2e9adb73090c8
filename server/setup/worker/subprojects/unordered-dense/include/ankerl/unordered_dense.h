/**
 * Gives the standard containers the names of ankerl::unordered_dense, which no
 * distribution package carries. The worker uses only the interface the two
 * share; std's containers differ in memory layout, not in meaning.
 */
#ifndef GIAO_BAN_ANKERL_UNORDERED_DENSE_H
#define GIAO_BAN_ANKERL_UNORDERED_DENSE_H

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<typename Key>
	using hash = std::hash<Key>;

	template<typename Key, typename T, typename Hash = std::hash<Key>, typename Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, T, Hash, Equal>;

	template<typename Key, typename Hash = std::hash<Key>, typename Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense

#endif
