import Foundation
import KAMModel
import KAMStore

/// A generated company as the engine sees it: imported by `kam`, loaded as a snapshot.
struct SampleWorld {
    /// The quarter to plan.
    let quarter: Quarter
    /// The policy that kam is delivered with.
    let policy: Policy
    /// The company.
    let snapshot: Snapshot

    /// Generates, imports and loads a company.
    ///
    /// - Parameters:
    ///   - size: How large the company is.
    ///   - bench: Where it is imported; its server is started.
    /// - Throws: `ChildRun.Failed`, or the error of the file system or the database.
    init(_ size: SampleCompany.Size, on bench: Workbench) async throws {
        guard let day = ImportSample.lastDay, let quarter = Quarter(year: 2026, number: 2) else {
            preconditionFailure("31 March 2026 is no day")
        }
        self.quarter = quarter
        let folder = "\(bench.folder)/company-\(size.accounts)-\(size.opportunities)-\(size.members)"
        try SampleCompany(size: size, asOf: day).write(to: folder)
        let run = try bench.kam(
            "import", "--profile", "kam", "--currency", "JPY", "--as-of", "\(day)", "--rejects", "\(folder).rejects",
            "--json", folder)
        let resources = try Resources.find()
        policy = try PolicyFile.load(defaultPath: resources.policy, overridePath: nil).policy
        snapshot = try await bench.load(run, resources)
    }
}
