/// Hours promised so far and a routing that holds them, to which one candidate's hours can be added or taken back.
///
/// Invariant: what every supplier gives stays within its hours, and every kind gets exactly what was taken of it. A
/// taking that fails leaves the promises as they were; the routing may differ.
/// - Complexity: A taking is O(*kinds*² × *suppliers*) at worst, and O(*kinds* × *suppliers*) where hours are left.
/// - Source: Augmenting paths, Ford & Fulkerson, *Canadian J. Math.* 8, 1956.
struct HourLedger {
    private let needCount: Int
    private let supplierCount: Int
    private let serves: [Bool]
    private var left: [Double]
    private var flow: [Double]
    private var queue: [Int]
    private var giver: [Int]
    private var taker: [Int]
    private let tolerance: Double

    init(_ problem: SelectionProblem) {
        needCount = problem.needCount
        supplierCount = problem.supply.count
        serves = problem.serves
        left = problem.supply
        flow = [Double](repeating: 0, count: supplierCount * needCount)
        queue = [Int](repeating: 0, count: needCount)
        giver = [Int](repeating: -1, count: needCount)
        taker = [Int](repeating: -1, count: supplierCount)
        tolerance = 1e-9 * max(1, problem.supply.max() ?? 0)
    }

    /// Takes the hours of each kind that stand from an offset on, the last kind first; all of them or none.
    ///
    /// - Returns: The kind that ran out; nothing when all were taken.
    mutating func take(_ hours: [Double], at offset: Int) -> Int? {
        var need = needCount - 1
        while need >= 0 {
            let wanted = hours[offset + need]
            if wanted > 0 {
                let lacking = send(wanted, to: need)
                if lacking > tolerance {
                    release(wanted - lacking, of: need)
                    for earlier in (need + 1)..<max(need + 1, needCount) where hours[offset + earlier] > 0 {
                        release(hours[offset + earlier], of: earlier)
                    }
                    return need
                }
            }
            need -= 1
        }
        return nil
    }

    /// Gives back the hours of each kind that stand from an offset on.
    mutating func giveBack(_ hours: [Double], at offset: Int) {
        for need in 0..<needCount where hours[offset + need] > 0 { release(hours[offset + need], of: need) }
    }

    private mutating func release(_ hours: Double, of need: Int) {
        var rest = hours
        for supplier in 0..<supplierCount where rest > 0 {
            let place = supplier * needCount + need
            let given = min(rest, flow[place])
            guard given > 0 else { continue }
            flow[place] -= given
            left[supplier] += given
            rest -= given
        }
    }

    /// Sends hours to a kind, and returns how many could not be.
    private mutating func send(_ hours: Double, to need: Int) -> Double {
        var rest = hours
        for supplier in 0..<supplierCount where serves[supplier * needCount + need] && left[supplier] > 0 {
            let given = min(rest, left[supplier])
            flow[supplier * needCount + need] += given
            left[supplier] -= given
            rest -= given
            if rest <= 0 { return 0 }
        }
        while rest > tolerance {
            let sent = augment(need, atMost: rest)
            if sent <= 0 { break }
            rest -= sent
        }
        return rest
    }

    /// Sends hours along a shortest path over kinds whose suppliers others can stand in for.
    private mutating func augment(_ need: Int, atMost limit: Double) -> Double {
        for index in 0..<needCount { giver[index] = -1 }
        for supplier in 0..<supplierCount { taker[supplier] = -1 }
        queue[0] = need
        var (head, tail) = (0, 1)
        giver[need] = -2
        while head < tail {
            let current = queue[head]
            head += 1
            for supplier in 0..<supplierCount
            where taker[supplier] < 0 && serves[supplier * needCount + current] {
                taker[supplier] = current
                if left[supplier] > tolerance { return push(to: supplier, from: need, atMost: limit) }
                for other in 0..<needCount where giver[other] == -1 && flow[supplier * needCount + other] > tolerance {
                    giver[other] = supplier
                    queue[tail] = other
                    tail += 1
                }
            }
        }
        return 0
    }

    private mutating func push(to end: Int, from need: Int, atMost limit: Double) -> Double {
        var sent = min(limit, left[end])
        var supplier = end
        while taker[supplier] != need {
            let kind = taker[supplier]
            supplier = giver[kind]
            sent = min(sent, flow[supplier * needCount + kind])
        }
        supplier = end
        left[end] -= sent
        while true {
            let kind = taker[supplier]
            flow[supplier * needCount + kind] += sent
            if kind == need { break }
            supplier = giver[kind]
            flow[supplier * needCount + kind] -= sent
        }
        return sent
    }
}
