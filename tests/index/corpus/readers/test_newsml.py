from ..support import Read

ONE = (
    """<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20140829T135006Z</DateAndTime></NewsEnvelope>{items}</NewsML>"""
)
ITEM = """<NewsItem xml:lang="fr"><Identification><NewsIdentifier><ProviderId>northwire.example</ProviderId>
<RevisionId PreviousRevision="1" Update="N">2</RevisionId>
<PublicIdentifier>urn:newsml:northwire.example:20140829:{n}:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><ThisRevisionCreated>20140829T134951+0000</ThisRevisionCreated><Status
FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Le port ferme {n}</HeadLine><ByLine>Par Ann Lee</ByLine>
<DateLine>MAREN, 29 août 2014 (NW) -</DateLine><CopyrightLine>(c) NW</CopyrightLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="NW"/></Provider></AdministrativeMetadata>
<NewsComponent><Role FormalName="StyleSheet"/><ContentItem><Format FormalName="CSS"/>
<DataContent>.x {{ text-align: center; margin: 0; padding: 0; border: 0 none; font: inherit }}
</DataContent></ContentItem>
</NewsComponent>
<NewsComponent><Role FormalName="Main"/><ContentItem><DataContent>{body}</DataContent></ContentItem></NewsComponent>
</NewsComponent></NewsItem>"""


def test_items_of_a_message_are_articles(reading: Read):
    items = ITEM.format(n=1, body="<p>Personne n'est blessé.</p><p>Le port le dit.</p>") + ITEM.format(
        n=2, body="<nitf><body><body.content><p>Rien de plus.</p></body.content></body></nitf>"
    )
    first, second = reading("a.xml", ONE.format(items=items)).articles
    assert first.text == ("Le port ferme 1\n\nMAREN, 29 août 2014 (NW) - Personne n'est blessé.\n\nLe port le dit.")
    assert (first.date, first.outlet, first.byline, first.lang) == (
        "2014-08-29T13:49:51+00:00", "NW", "Par Ann Lee", "fr"
    )  # fmt: skip
    assert dict(first.extra) == {"rights": "(c) NW", "version": "2"}
    assert second.text.endswith("Rien de plus.")
    assert second.key == "urn:newsml:northwire.example:20140829:2"


def test_items_without_text_are_counted(reading: Read):
    empty = '<NewsItem><Identification/><NewsComponent><Role FormalName="Photo"/></NewsComponent></NewsItem>'
    found = reading("a.xml", ONE.format(items=ITEM.format(n=1, body="<p>Texte.</p>") + empty * 3))
    assert len(found.articles) == 1
    assert [(skip.kind, skip.count) for skip in found.skips] == [("agency items without text", 3)]
