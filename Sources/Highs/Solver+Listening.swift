internal import CHighs
internal import Synchronization

/// The caller's closures during one run, in a form that HiGHS can hand back.
///
/// HiGHS may call from a thread of its own when it uses several; the lock keeps the closures to one call at a time.
private final class Listener {
    private let log: ((String) -> Void)?
    private let progress: ((Progress) -> Control)?
    private let lock = Mutex(())

    init(log: ((String) -> Void)?, progress: ((Progress) -> Control)?) {
        self.log = log
        self.progress = progress
    }

    /// Whether HiGHS is to stop.
    func hear(kind: Int32, message: UnsafePointer<CChar>?, data: UnsafePointer<HighsCallbackDataOut>?) -> Bool {
        lock.withLock { _ in
            if kind == kHighsCallbackLogging {
                if let log, let message { log(String(cString: message)) }
                return false
            }
            guard let progress, let data, let state = Progress(kind: kind, data: data.pointee) else { return false }
            return progress(state) == .stop
        }
    }
}

extension Solver {
    /// Runs a call of HiGHS with the caller's closures attached.
    func listening(
        log: ((String) -> Void)?, progress: ((Progress) -> Control)?, run: () -> Int32
    ) -> Int32 {
        guard log != nil || progress != nil else { return run() }
        let listener = Listener(log: log, progress: progress)
        let kinds = (log != nil ? [kHighsCallbackLogging] : []) + (progress != nil ? Self.interrupts : [])
        if log != nil {
            Highs_setBoolOptionValue(handle, "output_flag", 1)
            Highs_setBoolOptionValue(handle, "log_to_console", 0)
        }
        Highs_setCallback(
            handle,
            { kind, message, out, answer, context in
                guard let context else { return }
                let listener = Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
                if listener.hear(kind: kind, message: message, data: out) { answer?.pointee.user_interrupt = 1 }
            }, Unmanaged.passUnretained(listener).toOpaque())
        for kind in kinds { Highs_startCallback(handle, kind) }
        // HiGHS holds the listener without counting it.
        let outcome = withExtendedLifetime(listener) { run() }
        for kind in kinds { Highs_stopCallback(handle, kind) }
        Highs_setCallback(handle, nil, nil)
        return outcome
    }

    private static var interrupts: [Int32] {
        [kHighsCallbackSimplexInterrupt, kHighsCallbackIpmInterrupt, kHighsCallbackMipInterrupt]
    }
}

extension Progress {
    fileprivate init?(kind: Int32, data: HighsCallbackDataOut) {
        switch kind {
        case kHighsCallbackSimplexInterrupt:
            self.init(phase: .simplex, seconds: data.running_time, iterations: Int(data.simplex_iteration_count))
        case kHighsCallbackIpmInterrupt:
            self.init(phase: .interiorPoint, seconds: data.running_time, iterations: Int(data.ipm_iteration_count))
        case kHighsCallbackMipInterrupt:
            self.init(
                phase: .branchAndBound, seconds: data.running_time, iterations: Int(data.mip_total_lp_iterations))
            nodeCount = max(0, Int(data.mip_node_count))
            objective = abs(data.mip_primal_bound) < LinearModel.infinite ? data.mip_primal_bound : nil
            dualBound = abs(data.mip_dual_bound) < LinearModel.infinite ? data.mip_dual_bound : nil
            relativeGap = Highs.relativeGap(objective, dualBound)
        default: return nil
        }
    }

    private init(phase: Phase, seconds: Double, iterations: Int) {
        self.phase = phase
        self.seconds = seconds
        self.iterations = max(0, iterations)
        self.nodeCount = 0
    }
}
