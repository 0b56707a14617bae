/// The knapsack of one agent, by dynamic programming over its capacity, with what each item is worth to it.
///
/// The loops are written such that the compiler works on several entries at once: without overlap, checks or traps.
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
                let weight = min(Int(weights[item]), width)
                let old = table.extracting(item * width..<(item + 1) * width)
                let new = table.extracting((item + 1) * width..<(item + 2) * width)
                for at in 0..<weight { unsafe new[at] = unsafe old[at] }
                guard weight < width else { continue }
                unsafe Self.take(
                    profits[item], shifted: old, old: old.extracting(weight..<width),
                    new: new.extracting(weight..<width))
            }
        }
        best = forward[count * width + capacity]
    }

    /// The better of taking an item and leaving it, entry by entry.
    private static func take(
        _ profit: Int32, shifted: UnsafeMutableBufferPointer<Int32>, old: UnsafeMutableBufferPointer<Int32>,
        new: UnsafeMutableBufferPointer<Int32>
    ) {
        let length = new.count
        for at in 0..<length {
            let with = unsafe shifted[at] &+ profit
            let without = unsafe old[at]
            unsafe new[at] = with > without ? with : without
        }
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
            without[item] = greatestSum(item, shift: 0)
            with[item] = greatestSum(item, shift: weight) &+ profits[item]
            prepend(profit: profits[item], weight: weight)
        }
    }

    /// The best profit of the items before and after one, when it takes so much between them.
    private func greatestSum(_ item: Int, shift: Int) -> Int32 {
        guard shift < width else { return .min / 2 }
        return unsafe forward.withUnsafeBufferPointer { table in
            unsafe behind.withUnsafeBufferPointer { rest in
                let before = table.extracting(item * width..<(item + 1) * width - shift)
                let after = rest.extracting(shift..<width)
                var greatest = Int32.min / 2
                let length = before.count
                for at in 0..<length {
                    let sum = unsafe before[at] &+ after[at]
                    greatest = sum > greatest ? sum : greatest
                }
                return greatest
            }
        }
    }

    /// Puts an item before those of `behind`.
    private mutating func prepend(profit: Int32, weight: Int) {
        let width = width
        guard weight < width else { return }
        unsafe behind.withUnsafeMutableBufferPointer { rest in
            unsafe spare.withUnsafeMutableBufferPointer { next in
                unsafe Self.take(
                    profit, shifted: rest.extracting(weight..<width), old: rest.extracting(0..<width - weight),
                    new: next.extracting(0..<width - weight))
                for at in width - weight..<width { unsafe next[at] = unsafe rest[at] }
            }
        }
        swap(&behind, &spare)
    }
}
