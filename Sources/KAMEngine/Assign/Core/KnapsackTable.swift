/// The knapsack of one agent, by dynamic programming over its capacity, with what each item is worth to it.
///
/// - Complexity: O(*items · capacity*), whole numbers only.
/// - Source: Bellman, *Dynamic Programming*, 1957; marginal values from both ends after Posta, Ferland & Michelon,
///   *Comput. Optim. Appl.* 52, 2012.
struct KnapsackTable: Sendable {
    /// Row *t* holds the best profit of the first *t* items within each capacity.
    private var forward: [Int32] = []
    private var behind: [Int32] = []
    private var spare: [Int32] = []
    private var width = 0

    /// The best profit of the items.
    private(set) var best: Int32 = 0

    /// Fills the table.
    mutating func solve(profits: [Int32], weights: [Int32], count: Int, capacity: Int) {
        width = capacity + 1
        let needed = (count + 1) * width
        if forward.count < needed { forward = [Int32](repeating: 0, count: needed * 2) }
        let width = width
        unsafe forward.withUnsafeMutableBufferPointer { table in
            for at in 0..<width { unsafe table[at] = 0 }
            for item in 0..<count {
                let profit = profits[item]
                let weight = min(Int(weights[item]), width)
                let old = item * width
                let new = old + width
                for at in 0..<weight { unsafe table[new + at] = unsafe table[old + at] }
                let shifted = old - weight
                if weight < width {
                    for at in weight..<width {
                        let with = unsafe table[shifted + at] &+ profit
                        let without = unsafe table[old + at]
                        unsafe table[new + at] = with > without ? with : without
                    }
                }
            }
        }
        best = forward[count * width + capacity]
    }

    /// The best profit of all items within a lesser capacity.
    func best(within capacity: Int, count: Int) -> Int32 { capacity < 0 ? .min / 2 : forward[count * width + capacity] }

    /// The items of a best choice, last first.
    func forEachChosen(weights: [Int32], count: Int, _ body: (Int) -> Void) {
        var at = width - 1
        var item = count
        while item > 0 {
            item -= 1
            if forward[(item + 1) * width + at] != forward[item * width + at] {
                body(item)
                at -= Int(weights[item])
            }
        }
    }

    /// The best profits when an item must be taken and when it must not, for every item.
    mutating func marginals(
        profits: [Int32], weights: [Int32], count: Int, with: inout [Int32], without: inout [Int32]
    ) {
        let width = width
        if behind.count < width {
            behind = [Int32](repeating: 0, count: width * 2)
            spare = behind
        }
        // `behind[w]`: the best profit of the items after the present one when those before take `w`.
        for at in 0..<width { behind[at] = 0 }
        var item = count
        while item > 0 {
            item -= 1
            let weight = Int(weights[item])
            let profit = profits[item]
            let row = item * width
            var out: Int32 = .min / 2
            var within: Int32 = .min / 2
            unsafe forward.withUnsafeBufferPointer { table in
                unsafe behind.withUnsafeBufferPointer { rest in
                    for at in 0..<width {
                        let sum = unsafe table[row + at] &+ rest[at]
                        out = sum > out ? sum : out
                    }
                    if weight < width {
                        for at in 0..<(width - weight) {
                            let sum = unsafe table[row + at] &+ rest[at + weight]
                            within = sum > within ? sum : within
                        }
                    }
                }
            }
            without[item] = out
            with[item] = within &+ profit
            unsafe behind.withUnsafeMutableBufferPointer { rest in
                if weight == 0 {
                    if profit > 0 { for at in 0..<width { unsafe rest[at] &+= profit } }
                } else if weight < width {
                    // Ascending is right: entry `at` needs the old entry further on.
                    for at in 0..<(width - weight) {
                        let with = unsafe rest[at + weight] &+ profit
                        let plain = unsafe rest[at]
                        unsafe rest[at] = with > plain ? with : plain
                    }
                }
            }
        }
    }
}
