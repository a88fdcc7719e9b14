import AnnalsCompatibility
import Testing

@Suite struct ReportContextTests {
    @Test(arguments: [
        ("schemas/a.yaml", "schemas/a.yaml"), ("./schemas/a.yaml", "schemas/a.yaml"), (".//a.yaml", "a.yaml"),
        ("././a.yaml", "a.yaml"), ("/home/me/shop/schemas/a.yaml", "schemas/a.yaml"),
        ("/home/me/shopping/a.yaml", "/home/me/shopping/a.yaml"), ("../a.yaml", "../a.yaml"), ("./", "./"), ("", ""),
    ])
    func pathsAreRelativeToTheRoot(path: String, expected: String) {
        #expect(ReportContext(root: "/home/me/shop").path(path) == expected)
        #expect(ReportContext(root: "/home/me/shop/").path(path) == expected)
    }

    @Test func withoutARootPathsStay() {
        #expect(ReportContext().path("/home/me/a.yaml") == "/home/me/a.yaml")
    }
}
