import Foundation
public import KAMStore

/// The checkout that the tests were built from.
public enum Checkout {
    /// Its root folder.
    public static let root: String = {
        // Tests/TestSupport/Checkout.swift
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 1...3 { folder.deleteLastPathComponent() }
        return folder.path
    }()

    /// Its SQL and configuration.
    public static let resources = Resources(root: root)
}
