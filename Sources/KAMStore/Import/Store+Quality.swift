public import KAMModel

extension Store {
    /// How good the data of a snapshot is, the worst first.
    ///
    /// - Throws: `PostgresError`; `StoreError.notFound` when there is no such snapshot.
    public func quality(of snapshot: ID<Snapshot>) async throws -> DataQuality {
        try await DataQuality.read(connection, tenant: tenant, snapshot: snapshot)
    }
}
