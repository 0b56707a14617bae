/// Why the store has no answer.
public enum StoreError: Error, Hashable, Sendable {
    /// The text is not the id of anything that `kam` made.
    case notAnID(String)
    /// Nothing of that kind has that id.
    case notFound(kind: String, id: String)
    /// Several of that kind have an id that starts so.
    case ambiguous(kind: String, id: String)
    /// What is stored cannot be read.
    case corrupt(String)
}
