public import KAMModel

/// Which accounts should be key, so that the value gained is greatest and the hours suffice.
///
/// Every key account *needs* hours of some kinds (a KAM's in its region, work at each stage); every kind is served by
/// *suppliers* (KAMs of a region, teams) that may serve several kinds and split their hours among them freely.
/// - Shape: `hours` is candidate-major (`candidate × needCount + need`), `serves` supplier-major
///   (`supplier × needCount + need`).
/// - Units: `values` in money over the horizon, `hours` and `supply` in hours of the quarter.
public struct SelectionProblem: Hashable, Sendable {
    /// The least and greatest number of chosen candidates.
    public typealias Quota = SelectionPolicy.Quota

    /// What choosing each candidate gains; may be negative.
    public let values: [Double]
    /// The hours each candidate needs of each kind, candidate-major.
    public let hours: [Double]
    /// How many kinds of hours there are.
    public let needCount: Int
    /// The hours each supplier has for chosen candidates.
    public let supply: [Double]
    /// Whether a supplier may serve a kind, supplier-major.
    public let serves: [Bool]
    /// The number of chosen candidates allowed and wanted.
    public let quota: Quota
    /// The segment of each candidate, an index of `segmentQuotas`.
    public let segments: [Int]
    /// The same by segment.
    public let segmentQuotas: [Quota]
    /// Candidates that must be chosen.
    public let forcedIn: [Bool]
    /// Candidates that must not be chosen.
    public let forcedOut: [Bool]
    /// Which candidates are of one family, and what that means.
    public let families: Families
    /// What the quarters before demand.
    public let memory: Memory

    /// Makes a problem.
    ///
    /// By default all candidates are of one segment without a quota and of no family, none is forced in or out, and there
    /// were no quarters before.
    ///
    /// - Throws: `SelectionError.refused` with everything that is wrong: sizes that do not agree, values that are not
    ///   finite, hours that are negative or not finite, quotas and numbers of changes below 0.
    public init(
        values: [Double], hours: [Double], needCount: Int, supply: [Double], serves: [Bool], quota: Quota = Quota(),
        segments: [Int]? = nil, segmentQuotas: [Quota] = [Quota()], forcedIn: [Bool]? = nil, forcedOut: [Bool]? = nil,
        families: Families? = nil, memory: Memory? = nil
    ) throws(SelectionError) {
        self.init(
            unchecked: values, hours: hours, needCount: needCount, supply: supply, serves: serves, quota: quota,
            segments: segments ?? [Int](repeating: 0, count: values.count), segmentQuotas: segmentQuotas,
            forcedIn: forcedIn ?? [Bool](repeating: false, count: values.count),
            forcedOut: forcedOut ?? [Bool](repeating: false, count: values.count),
            families: families ?? Families(.separate, [Int?](repeating: nil, count: values.count)),
            memory: memory ?? Memory(nothingOf: values.count))
        let problems = faults
        guard problems.isEmpty else { throw .refused(problems) }
    }

    init(
        unchecked values: [Double], hours: [Double], needCount: Int, supply: [Double], serves: [Bool], quota: Quota,
        segments: [Int], segmentQuotas: [Quota], forcedIn: [Bool], forcedOut: [Bool], families: Families,
        memory: Memory
    ) {
        self.values = values
        self.hours = hours
        self.needCount = needCount
        self.supply = supply
        self.serves = serves
        self.quota = quota
        self.segments = segments
        self.segmentQuotas = segmentQuotas
        self.forcedIn = forcedIn
        self.forcedOut = forcedOut
        self.families = families
        self.memory = memory
    }

    /// How many candidates there are.
    public var count: Int { values.count }

    /// The hours a candidate needs of one kind.
    public func hours(of candidate: Int, need: Int) -> Double { hours[candidate * needCount + need] }

    /// Whether a supplier may serve a kind.
    public func serves(_ supplier: Int, _ need: Int) -> Bool { serves[supplier * needCount + need] }

    /// What a choice is worth: the values of the chosen, and the offset of the memory.
    public func objective(of chosen: [Bool]) -> Double {
        var total = memory.offset
        for candidate in 0..<count where chosen[candidate] { total += values[candidate] }
        return total
    }

    private var faults: [String] {
        var found: [String] = []
        func expect(_ what: String, _ got: Int, _ wanted: Int) {
            if got != wanted { found.append("\(what) has \(got) entries, not \(wanted)") }
        }
        if needCount < 0 { found.append("the number of kinds of hours is \(needCount)") }
        expect("hours", hours.count, count * max(0, needCount))
        expect("serves", serves.count, supply.count * max(0, needCount))
        expect("segments", segments.count, count)
        expect("forcedIn", forcedIn.count, count)
        expect("forcedOut", forcedOut.count, count)
        expect("the families", families.of.count, count)
        expect("the incumbents", memory.isIncumbent.count, count)
        expect("the protected", memory.isProtected.count, count)
        if let changes = memory.maximumChanges, changes < 0 { found.append("at most \(changes) changes are allowed") }
        if !memory.offset.isFinite { found.append("the offset is \(memory.offset)") }
        for (index, family) in families.of.enumerated() where (family ?? 0) < 0 {
            found.append("candidate \(index) is of family \(family ?? 0)")
        }
        for (index, value) in values.enumerated() where !value.isFinite {
            found.append("candidate \(index) has the value \(value)")
        }
        for (index, value) in hours.enumerated() where !(value >= 0 && value.isFinite) {
            found.append("entry \(index) of hours is \(value)")
        }
        for (index, value) in supply.enumerated() where !(value >= 0 && value.isFinite) {
            found.append("supplier \(index) has \(value) hours")
        }
        for (index, segment) in segments.enumerated() where !segmentQuotas.indices.contains(segment) {
            found.append("candidate \(index) is of segment \(segment), which does not exist")
        }
        for quota in [quota] + segmentQuotas where quota.minimum < 0 || (quota.maximum ?? 0) < 0 {
            found.append("a quota of \(quota.minimum) to \(quota.maximum ?? 0) is below 0")
        }
        return found
    }
}
