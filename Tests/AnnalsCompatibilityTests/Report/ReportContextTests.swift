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

    /// Other programs cannot open a file of another commit.
    @Test func revisionsAreLeftOut() {
        let context = ReportContext(root: "/home/me/shop", revision: "origin/main")
        #expect(context.path("origin/main:schemas/a.yaml") == "schemas/a.yaml")
        #expect(context.path("origin/mainly:schemas/a.yaml") == "origin/mainly:schemas/a.yaml")
        #expect(context.path("/home/me/shop/schemas/a.yaml") == "schemas/a.yaml")
    }
}
