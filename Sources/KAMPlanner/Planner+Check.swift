public import KAMModel
import KAMStore

extension Planner {
    /// Tells how good the data of a snapshot is; of the latest where none is named.
    ///
    /// - Throws: `PlannerError.noSnapshot`, `StoreError.notFound`, or the database's error.
    public func check(_ snapshot: ID<Snapshot>? = nil) async throws -> CheckDocument {
        let headers = try await store.snapshots.headers()
        guard let latest = headers.first else { throw PlannerError.noSnapshot }
        let wanted = snapshot ?? latest.id
        guard let header = headers.first(where: { $0.id == wanted }) else {
            throw StoreError.notFound(kind: "snapshot", id: wanted.raw)
        }
        return CheckDocument(try await store.quality(of: header.id), asOf: header.asOf)
    }
}
