internal import CHighs

extension Solver {
    /// Sets every option, so that none of an earlier run stays.
    func apply(_ options: SolverOptions) throws(HighsError) {
        Highs_resetOptions(handle)
        Highs_setBoolOptionValue(handle, "output_flag", 0)
        try set("time_limit", options.timeLimit)
        try set("mip_rel_gap", options.relativeGap)
        try set("mip_abs_gap", options.absoluteGap)
        try set("threads", options.threads)
        try set("parallel", options.threads == 1 ? "off" : "choose")
        try set("random_seed", options.seed)
        if let limit = options.nodeLimit { try set("mip_max_nodes", limit) }
        if let limit = options.iterationLimit { try set("simplex_iteration_limit", limit) }
        try set("presolve", options.presolve.rawValue)
        // A model with integers and "ipx" would be relaxed to a linear program without a word.
        try set("solver", loaded?.isMixedInteger == true ? "choose" : options.method.rawValue)
        try set("mip_heuristic_run_feasibility_jump", options.feasibilityJump)
        try set("primal_feasibility_tolerance", options.primalTolerance)
        try set("dual_feasibility_tolerance", options.dualTolerance)
        try set("mip_feasibility_tolerance", options.integralityTolerance)
    }

    private func set(_ name: String, _ value: Double) throws(HighsError) {
        // HiGHS lets NaN through, since no comparison with a limit is true.
        let outcome = value.isNaN ? kHighsStatusError : Highs_setDoubleOptionValue(handle, name, value)
        guard outcome == kHighsStatusOk else { throw .refusedOption(name: name, value: "\(value)") }
    }

    private func set(_ name: String, _ value: Int) throws(HighsError) {
        let outcome = Int32(exactly: value).map { Highs_setIntOptionValue(handle, name, $0) } ?? kHighsStatusError
        guard outcome == kHighsStatusOk else { throw .refusedOption(name: name, value: "\(value)") }
    }

    private func set(_ name: String, _ value: Bool) throws(HighsError) {
        guard Highs_setBoolOptionValue(handle, name, value ? 1 : 0) == kHighsStatusOk else {
            throw .refusedOption(name: name, value: "\(value)")
        }
    }

    private func set(_ name: String, _ value: String) throws(HighsError) {
        guard Highs_setStringOptionValue(handle, name, value) == kHighsStatusOk else {
            throw .refusedOption(name: name, value: value)
        }
    }
}
