import Crypto
public import KAMModel

/// A planning policy as read from YAML: the policy, the document it stands for, and the document's digest.
///
/// The default policy gives every key; a company's own file gives those that differ. A mapping of the own file is
/// merged into the default's key by key, a list or a single value replaces it. Where the own file has its own stages or
/// teams, what the default says of stages and teams that are no longer there is dropped.
///
/// Reading is strict: a key that is not known, given twice, missing, of the wrong type or out of range, and a stage or
/// team that does not exist are all refused together, each with its file and line.
public struct PolicyFile: Hashable, Sendable {
    /// The policy.
    public let policy: Policy
    /// The whole document as YAML without comments; read again it gives the same policy.
    public let text: String
    /// The SHA-256 digest of the text, as 64 hexadecimal digits.
    public let digest: String

    /// Reads the default policy and, where given, a company's own over it.
    ///
    /// - Parameters:
    ///   - defaultPath: The file that gives every key, `config/policy.yaml`.
    ///   - overridePath: The file that gives the keys that differ.
    /// - Returns: The policy of both.
    /// - Throws: `RefusedInput` with everything that is wrong, codes KAM301 to KAM309.
    public static func load(defaultPath: String, overridePath: String? = nil) throws(RefusedInput) -> PolicyFile {
        let findings = Findings()
        let standard = YAMLDocument(path: defaultPath, findings).root
        let own = overridePath.map { YAMLDocument(path: $0, findings) }
        return try PolicyFile(standard, own?.root, findings)
    }

    /// Reads a whole policy from a text, as a plan stores it.
    ///
    /// - Parameters:
    ///   - text: The document, with every key.
    ///   - file: The name that diagnostics give.
    /// - Throws: `RefusedInput` with everything that is wrong, codes KAM302 to KAM309.
    public init(text: String, file: String) throws(RefusedInput) {
        let findings = Findings()
        try self.init(YAMLDocument(text: text, file: file, findings).root, nil, findings)
    }

    /// Reads a policy that a plan stored, maybe by an earlier version: keys that it does not know are as by default.
    ///
    /// - Parameters:
    ///   - text: The stored document.
    ///   - file: The name that diagnostics give.
    ///   - defaultPath: The file that gives every key.
    /// - Throws: `RefusedInput` with everything that is wrong, codes KAM301 to KAM309.
    public init(stored text: String, file: String, defaultPath: String) throws(RefusedInput) {
        let findings = Findings()
        let standard = YAMLDocument(path: defaultPath, findings).root
        try self.init(standard, YAMLDocument(text: text, file: file, findings).root, findings)
    }

    /// Reads a policy from the documents of the default and of what differs.
    init(_ standard: YAMLValue?, _ own: YAMLValue?, _ findings: Findings) throws(RefusedInput) {
        guard let standard else {
            try findings.refuse()
            preconditionFailure("a document without a root is reported")
        }
        let merged = own.map { PolicyFile.merging(standard, $0, findings) } ?? standard
        let reader = YAMLReader(merged, findings)
        let policy = PolicyDecoder(findings).policy(reader)
        try findings.refuse()
        guard let policy else { preconditionFailure("a policy that cannot be made is reported") }
        self.policy = policy
        text = merged.yaml
        digest = SHA256.hash(data: Array(text.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private static func merging(_ standard: YAMLValue, _ own: YAMLValue, _ findings: Findings) -> YAMLValue {
        guard case .mapping = own.content else {
            _ = YAMLReader(own, findings)
            return standard
        }
        var base = standard
        if let stages = own["stages"] {
            let kept = keys(of: stages)
            for path in stagePaths { base = base.keeping(kept, at: path[...]) }
        }
        if let teams = own["teams"] {
            base = base.keeping(keys(of: teams), at: ["allocation", "proficiency"][...])
        }
        return base.merging(own)
    }

    private static func keys(of list: YAMLValue) -> Set<String> {
        Set(
            list.items.compactMap { item in
                guard case .scalar(let key, _)? = item["key"]?.content else { return nil }
                return key
            })
    }

    /// Where the policy has mappings by stage.
    private static let stagePaths = [
        ["effort", "standard", "opportunity"], ["effort", "standard", "account"],
        ["effort", "segments", "*", "opportunity"], ["effort", "segments", "*", "account"],
        ["conversion", "prior"], ["allocation", "proficiency", "*"],
    ]
}
