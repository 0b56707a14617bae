import KAMModel

extension Store {
    /// Imports files into a new snapshot of the tenant, whole or not at all.
    ///
    /// - Throws: `RefusedInput` with everything that is wrong with the files, `PostgresError`.
    public func importFiles(
        _ request: ImportRequest, progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> ImportReport {
        try await Importer(connection: connection, catalog: profiles).run(request, progress: progress)
    }

    /// The import profiles.
    public var profiles: ProfileCatalog { ProfileCatalog(folder: resources.profiles) }
}
