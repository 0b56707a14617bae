internal import KAMModel

/// One demand that a selection must meet, by the indices of its problem.
public enum SelectionDemand: Hashable, Sendable {
    /// The candidate must be chosen.
    case forcedIn(Int)
    /// The candidate must not be chosen.
    case forcedOut(Int)
    /// At least as many candidates as the quota says.
    case minimum
    /// At most as many candidates as the quota says.
    case maximum
    /// At least as many candidates of a segment.
    case segmentMinimum(Int)
    /// At most as many candidates of a segment.
    case segmentMaximum(Int)
    /// No more hours of a kind than its suppliers have.
    case hours(need: Int)
    /// The candidates of a family that are not forced out are chosen together, or one of them at most.
    case family(Int)
    /// No more changes than allowed.
    case changes
}

extension SelectionProblem {
    /// The problem with some hours more that may serve some kinds, as if a supplier had joined.
    public func adding(hours extra: Double, for needs: [Int]) -> SelectionProblem {
        let row = (0..<needCount).map { needs.contains($0) }
        return variant(supply: supply + [extra], serves: serves + row)
    }

    /// The problem in which a candidate must be chosen.
    public func forcing(_ candidate: Int) -> SelectionProblem {
        var flags = forcedIn
        flags[candidate] = true
        return variant(forcedIn: flags)
    }

    /// The problem in which a candidate must not be chosen.
    ///
    /// Its family, where families go together, is chosen without it only if it is named as forced out: so the others of
    /// such a family are forced out too.
    public func excluding(_ candidate: Int) -> SelectionProblem {
        var flags = forcedOut
        flags[candidate] = true
        if families.rule == .together, let family = families.of[candidate] {
            for other in 0..<count where families.of[other] == family { flags[other] = true }
        }
        return variant(forcedOut: flags)
    }

    /// The problem with other values.
    func valuing(_ values: [Double]) -> SelectionProblem { variant(values: values) }

    /// The problem with other hours of the suppliers.
    func supplying(_ supply: [Double]) -> SelectionProblem { variant(supply: supply) }

    /// The problem in which other candidates may be chosen, and others are protected.
    func ruling(values: [Double], forcedOut: [Bool], memory: Memory) -> SelectionProblem {
        variant(values: values, forcedOut: forcedOut, memory: memory)
    }

    /// The demands of the problem that can contradict each other.
    ///
    /// Those named first are the first to be dropped in the search for a smallest set of contradictions.
    public var demands: [SelectionDemand] {
        var list: [SelectionDemand] = []
        for (index, quota) in segmentQuotas.enumerated() {
            if quota.maximum != nil { list.append(.segmentMaximum(index)) }
            if quota.minimum > 0 { list.append(.segmentMinimum(index)) }
        }
        if quota.maximum != nil { list.append(.maximum) }
        if quota.minimum > 0 { list.append(.minimum) }
        if memory.maximumChanges != nil { list.append(.changes) }
        list += openFamilies.keys.sorted().map { .family($0) }
        list += (0..<needCount).map { .hours(need: $0) }
        list += (0..<count).filter { forcedOut[$0] }.map { .forcedOut($0) }
        list += (0..<count).filter { forcedIn[$0] }.map { .forcedIn($0) }
        return list
    }

    /// The problem with some of its demands alone, the others dropped.
    func keeping(_ kept: Set<SelectionDemand>) -> SelectionProblem {
        let quotas = segmentQuotas.indices.map { segment in
            Quota(
                minimum: kept.contains(.segmentMinimum(segment)) ? segmentQuotas[segment].minimum : 0,
                maximum: kept.contains(.segmentMaximum(segment)) ? segmentQuotas[segment].maximum : nil)
        }
        let base = variant(
            quota: Quota(
                minimum: kept.contains(.minimum) ? quota.minimum : 0,
                maximum: kept.contains(.maximum) ? quota.maximum : nil),
            segmentQuotas: quotas, forcedIn: (0..<count).map { forcedIn[$0] && kept.contains(.forcedIn($0)) },
            forcedOut: (0..<count).map { forcedOut[$0] && kept.contains(.forcedOut($0)) },
            families: families(keeping: kept), memory: memory(keeping: kept))
        return (0..<needCount).filter { !kept.contains(.hours(need: $0)) }.reduce(base) { problem, need in
            problem.adding(hours: (0..<count).reduce(0) { $0 + hours(of: $1, need: need) }, for: [need])
        }
    }

    /// The families of the kept demands; a candidate that was forced out stays outside of them, so that fewer demands
    /// never ask for more.
    private func families(keeping kept: Set<SelectionDemand>) -> Families {
        Families(
            families.rule,
            (0..<count).map { candidate in
                guard !forcedOut[candidate], let family = families.of[candidate] else { return nil }
                return kept.contains(.family(family)) ? family : nil
            })
    }

    /// The memory of the kept demands; a candidate no longer forced may change beside the limit.
    private func memory(keeping kept: Set<SelectionDemand>) -> Memory {
        let freed = (0..<count).count {
            memory.isIncumbent[$0]
                ? forcedOut[$0] && !kept.contains(.forcedOut($0)) : forcedIn[$0] && !kept.contains(.forcedIn($0))
        }
        return Memory(
            isIncumbent: memory.isIncumbent, isProtected: memory.isProtected,
            maximumChanges: kept.contains(.changes) ? memory.maximumChanges.map { $0 + freed } : nil,
            offset: memory.offset, minimumProtected: memory.minimumProtected)
    }

    func variant(
        values: [Double]? = nil, supply: [Double]? = nil, serves: [Bool]? = nil, quota: Quota? = nil,
        segmentQuotas: [Quota]? = nil, forcedIn: [Bool]? = nil, forcedOut: [Bool]? = nil, families: Families? = nil,
        memory: Memory? = nil
    ) -> SelectionProblem {
        SelectionProblem(
            unchecked: values ?? self.values, hours: hours, needCount: needCount, supply: supply ?? self.supply,
            serves: serves ?? self.serves, quota: quota ?? self.quota, segments: segments,
            segmentQuotas: segmentQuotas ?? self.segmentQuotas, forcedIn: forcedIn ?? self.forcedIn,
            forcedOut: forcedOut ?? self.forcedOut, families: families ?? self.families, memory: memory ?? self.memory)
    }
}
