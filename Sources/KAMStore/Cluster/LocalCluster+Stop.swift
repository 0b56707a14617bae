import Glibc

extension LocalCluster {
    /// Stops the server, if one runs, and waits for its end.
    ///
    /// - Parameter mode: How; `.smart` waits for clients.
    /// - Returns: Whether a server ran.
    /// - Throws: `DatabaseError`.
    @discardableResult
    public func stop(_ mode: StopMode = .fast) async throws -> Bool {
        let account = try ServerAccount.choose(for: directory, environment: environment)
        try folder.inspect(for: account)
        guard try ClusterMarker.read(folder) != nil else { return false }
        return try await ClusterLock.holding(folder, account, limit: patience) { _ in
            try await end(mode)
        }
    }

    private func end(_ mode: StopMode) async throws -> Bool {
        guard let postmaster = Postmaster.find(data: folder.data) else { return false }
        let signals: [StopMode: Int32] = [.smart: SIGTERM, .fast: SIGINT, .immediate: SIGQUIT]
        guard kill(postmaster.process, signals[mode] ?? SIGINT) == 0 || errno == ESRCH else {
            throw folder.unusable("its server (process \(postmaster.process)): \(systemError())")
        }
        let deadline = ContinuousClock.now + patience
        while !Postmaster.residents(of: folder.data).isEmpty {
            try await pause(until: deadline, "its server (process \(postmaster.process)) to end")
        }
        return true
    }
}
