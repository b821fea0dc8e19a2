"""Dumps of SQL databases, as five programs write them."""

from pathlib import Path

import pytest

from ..support import Read, Reading, config

PIER = "The city council voted on Tuesday to rebuild the old pier, the chair said. It's work; it begins in May."
SCHOOLS = "Two schools in the north stay closed this week. (Nobody was hurt), the port authority said on Monday."
DOUBLED = PIER.replace("'", "''")
ESCAPED = PIER.replace("'", "\\'")

MYSQL = f"""-- MySQL dump 10.13  Distrib 8.0.32, for Linux (x86_64)
--
-- Host: localhost    Database: news
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `articles`;
CREATE TABLE `articles` (
  `id` int NOT NULL AUTO_INCREMENT,
  `title` varchar(255) DEFAULT 'it''s, (so)' COMMENT 'a; b',
  `body` longtext,
  `published_at` datetime DEFAULT NULL,
  `author_id` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `fk` FOREIGN KEY (`author_id`) REFERENCES `authors` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4;
/*!40000 ALTER TABLE `articles` DISABLE KEYS */;
INSERT INTO `articles` VALUES (1,'Pier \\"rebuilt\\"','{ESCAPED}\\n\\nMore.','2024-03-12 14:05:00',1),
(2,'Schools closed','{SCHOOLS}','2024-03-13 09:00:00',2);
UNLOCK TABLES;
CREATE TABLE `authors` (`id` int, `name` varchar(100));
INSERT INTO `authors` VALUES (1,'Ann Lee'),(2,'Bob Grey');
DELIMITER ;;
CREATE TRIGGER `t` AFTER INSERT ON `articles` FOR EACH ROW BEGIN
INSERT INTO log (id, what) VALUES (NEW.id, 'it');
END ;;
DELIMITER ;
-- Dump completed on 2024-03-20
"""
POSTGRESQL = f"""--
-- PostgreSQL database dump
--

\\restrict abc

SET client_encoding = 'UTF8';

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- it's
  INSERT INTO log VALUES ('x', NEW.id);
END;
$$;

CREATE TABLE public.article (
    id integer NOT NULL,
    headline character varying(200) DEFAULT 'a''b'::character varying,
    content text,
    published timestamp with time zone,
    author_id integer,
    CONSTRAINT c CHECK ((id > 0))
);
COPY public.article (id, headline, content, published, author_id) FROM stdin;
1\tPier "rebuilt"\t{PIER}\\n\\nMore.\t2024-03-12 14:05:00\t1
2\tSchools closed\t{SCHOOLS}\t2024-03-13 09:00:00\t2
\\.

COPY public.person (id, name) FROM stdin;
1\tAnn Lee
2\tBob Grey
\\.

ALTER TABLE ONLY public.article
    ADD CONSTRAINT article_fk FOREIGN KEY (author_id) REFERENCES public.person(id);
"""
SQLITE = f"""PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE news(id INTEGER PRIMARY KEY, title TEXT, text TEXT, date TEXT, author TEXT);
INSERT INTO news VALUES(1,'Pier "rebuilt"',replace('{DOUBLED}\\n\\nMore.','\\n',char(10)),
'2024-03-12 14:05:00','Ann Lee');
INSERT INTO news VALUES(2,'Schools closed',unistr('{SCHOOLS}\\u000a'),'2024-03-13 09:00:00','Bob Grey');
COMMIT;
"""
SQL_SERVER = f"""USE [News]
GO
SET ANSI_NULLS ON
GO
CREATE TABLE [dbo].[Articles](
\t[Id] [int] IDENTITY(1,1) NOT NULL,
\t[Title] [nvarchar](max) NULL,
\t[Body] [nvarchar](max) NULL,
\t[Published] [datetime2](7) NULL,
\t[Author] [nvarchar](80) NULL,
 CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO
INSERT [dbo].[Articles] ([Id], [Title], [Body], [Published], [Author]) VALUES (1, N'Pier "rebuilt"', N'{DOUBLED}

More.', CAST(N'2024-03-12T14:05:00.0000000' AS DateTime2), N'Ann Lee')
GO
INSERT [dbo].[Articles] ([Id], [Title], [Body], [Published], [Author])
VALUES (2, N'Schools closed', N'{SCHOOLS}', CAST(N'2024-03-13T09:00:00' AS DateTime2), N'Bob Grey')
GO
"""
ORACLE = f"""REM INSERTING into ARTICLES
SET DEFINE OFF;
Insert into ARTICLES (ID,TITLE,BODY,PUBLISHED,AUTHOR) values (1,'Pier "rebuilt"',TO_CLOB('{DOUBLED}

')
|| TO_CLOB('More.'),to_date('2024-03-12 14:05:00','YYYY-MM-DD HH24:MI:SS'),'Ann Lee');
Insert into ARTICLES (ID,TITLE,BODY,PUBLISHED,AUTHOR)
 values (2,'Schools closed','{SCHOOLS}',to_timestamp('2024-03-13 09:00:00','YYYY-MM-DD'),'Bob Grey');
"""


@pytest.mark.parametrize("dump", [MYSQL, POSTGRESQL, SQLITE, SQL_SERVER, ORACLE], ids="my pg lite ms ora".split())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_rows_of_a_table_are_articles(reading: Read, dump: str, encoding: str) -> None:
    found = reading("dump.sql", dump.encode(encoding))
    assert [(a.title, a.text[a.body :], a.date[:19], a.byline) for a in found.articles] == [
        ('Pier "rebuilt"', f"{PIER}\n\nMore.", "2024-03-12T14:05:00", "Ann Lee"),
        ("Schools closed", SCHOOLS, "2024-03-13T09:00:00", "Bob Grey"),
    ]
    assert found.rejects == []


def test_a_dump_is_known_without_its_suffix(reading: Read) -> None:
    assert len(reading("dump.txt", POSTGRESQL).articles) == 2


def test_a_row_that_is_cut_is_reported_with_its_line(reading: Read) -> None:
    found = reading("dump.sql", MYSQL[: MYSQL.index("(Nobody was hurt)")])
    assert [article.title for article in found.articles] == ['Pier "rebuilt"']
    reason = found.rejects[0].reason
    assert "a row that cannot be read, and what follows it in its statement: a quotation mark never closes" in reason
    assert reason.endswith("(the table articles, line 17)")


def test_rows_that_are_cut_below_copy_are_reported(reading: Read) -> None:
    found = reading("dump.sql", POSTGRESQL[: POSTGRESQL.index("\\.\n")])
    assert len(found.articles) == 2
    assert "the file ends within the rows of the table article" in found.rejects[0].reason


def test_statements_behind_damage_are_read(reading: Read) -> None:
    text = f"""CREATE TABLE news (title text, text text);
INSERT INTO news VALUES (?);
INSERT INTO news (title, text) VALUES ('Cut off, ...);
INSERT INTO news (title, text) VALUES ('Pier', '{DOUBLED}');
"""
    found = reading("dump.sql", text)
    assert [article.title for article in found.articles] == ["Pier"]
    assert len(found.rejects) == 2


def test_columns_without_names_are_known_by_what_they_hold(reading: Read) -> None:
    rows = "".join(
        f"INSERT INTO x VALUES ({n}, 'Pier number {n} is to be rebuilt at last', '{DOUBLED} {n}', '2024-03-{n}');\n"
        for n in range(10, 14)
    )
    found = reading("dump.sql", rows).articles
    assert (found[0].title, found[0].date) == ("Pier number 10 is to be rebuilt at last", "2024-03-10")
    assert found[0].text.endswith(f"{PIER} 10")


def test_posts_of_a_blog_have_their_authors_and_neither_comments_nor_settings_are_articles(reading: Read) -> None:
    dump = f"""-- phpMyAdmin SQL Dump
INSERT INTO `wp_posts` (`ID`, `post_author`, `post_date`, `post_content`, `post_title`, `post_status`,
`post_type`) VALUES
(1, 1, '2024-03-12 14:05:00', '<p>{ESCAPED}</p>', 'Pier', 'publish', 'post'),
(2, 1, '2024-03-12 14:05:00', '<p>{ESCAPED}</p>', 'Pier', 'inherit', 'revision');
INSERT INTO `wp_users` (`ID`, `user_login`, `display_name`) VALUES (1,'ann','Ann Lee');
INSERT INTO `wp_comments` (`comment_ID`, `comment_author`, `comment_date`, `comment_content`) VALUES
(1, 'Reader', '2024-03-12 15:00:00', 'I have known the pier since I was a child. I will miss it very much indeed.');
INSERT INTO `wp_options` (`option_id`, `option_name`, `option_value`) VALUES
(1, 'blogdescription', 'News of the harbour. Every day, for all people who live in the old town and at the lake.');
"""
    found = reading("dump.sql", dump)
    assert [(article.title, article.byline) for article in found.articles] == [("Pier", "Ann Lee")]
    assert {skip.kind: skip.count for skip in found.skips} == {
        "attachments, menus and discarded posts of a blog": 1,
        "tables without articles": 3,
    }


def test_tables_of_two_databases_with_one_name_are_both_read(reading: Read) -> None:
    two = MYSQL + MYSQL.replace("Pier", "Quay").replace("Schools", "Pupils")
    assert {article.title for article in reading("dump.sql", two).articles} == {
        'Pier "rebuilt"', "Schools closed", 'Quay "rebuilt"', "Pupils closed"
    }  # fmt: skip


def test_one_table_of_a_dump_can_be_chosen(tmp_path: Path) -> None:
    (tmp_path / "dump.sql").write_text(MYSQL)
    found = Reading(config(tmp_path / "dump.sql", table="authors", fields={"title": "name"}))
    assert [article.title for article in found.articles] == ["Ann Lee", "Bob Grey"]
    missing = Reading(config(tmp_path / "dump.sql", table="stories"))
    assert missing.reject.reason.startswith("no table 'stories' in this dump; tables: ")


def test_lists_of_postgresql_are_topics(reading: Read) -> None:
    text = f"INSERT INTO public.article (title, content, tags) VALUES ('Pier', '{DOUBLED}', '{{sea,\"old town\"}}');\n"
    assert reading("dump.sql", text).article.topics == ("sea", "old town")


def test_a_value_may_be_longer_than_what_is_read_at_once(reading: Read) -> None:
    long = " ".join([PIER.replace("'", "")] * 40_000)
    text = f"INSERT INTO a (title, text) VALUES ('Pier', '{long}');\n"
    text += f"INSERT INTO a (title, text) VALUES ('Quay', '{DOUBLED}');\n"
    found = reading("dump.sql", text).articles
    assert [(article.title, len(article.text) - article.body) for article in found] == [
        ("Pier", len(long)),
        ("Quay", len(PIER)),
    ]


def test_a_schema_without_rows_is_no_news(reading: Read) -> None:
    found = reading("schema.sql", "CREATE TABLE a (id int, b text);\nCREATE INDEX x ON a (id);\n")
    assert (found.articles, found.rejects) == ([], [])
    assert [skip.kind for skip in found.skips] == ["style sheets, scripts and settings"]


def test_an_article_about_sql_is_no_dump(reading: Read) -> None:
    text = f"Set sail for the north\n\n{PIER}\n\nHe typed: insert into news values it had never had.\n"
    assert reading("a.txt", text).article.title == "Set sail for the north"


DRUPAL = f"""-- MySQL dump 10.13
CREATE TABLE `node_field_data` (`nid` int, `uid` int, `title` varchar(255), `created` int);
INSERT INTO `node_field_data` VALUES (1,3,'Pier',1614852000),(2,3,'Schools',1614938400);
CREATE TABLE `node_field_revision` (`nid` int, `vid` int, `title` varchar(255));
INSERT INTO `node_field_revision` VALUES (1,1,'Pier, an older headline'),(2,2,'Schools, an older headline');
CREATE TABLE `node__body` (`bundle` varchar(128), `entity_id` int, `body_value` longtext);
INSERT INTO `node__body` VALUES ('article',1,'<p>{ESCAPED}</p>'),('article',2,'<p>{SCHOOLS}</p>');
CREATE TABLE `users_field_data` (`uid` int, `name` varchar(60));
INSERT INTO `users_field_data` VALUES (3,'Ann Lee');
"""


def test_texts_have_the_headlines_that_stand_in_another_table(reading: Read) -> None:
    found = reading("drupal.sql", DRUPAL)
    assert [(a.title, a.date, a.byline, a.text[a.body :]) for a in found.articles] == [
        ("Pier", "2021-03-04T10:00:00+00:00", "Ann Lee", PIER),
        ("Schools", "2021-03-05T10:00:00+00:00", "Ann Lee", SCHOOLS),
    ]


def test_two_headlines_of_one_text_are_not_joined(reading: Read) -> None:
    dump = DRUPAL.replace("(2,3,'Schools',1614938400)", "(1,3,'Schools',1614938400)").replace(
        "(2,2,'Schools, an older headline')", "(1,2,'Schools, an older headline')"
    )
    found = reading("drupal.sql", dump)
    assert all(article.title_derived for article in found.articles)


def test_deleted_records_of_a_publishing_system_are_counted(reading: Read) -> None:
    dump = f"""INSERT INTO `tx_news` (`uid`, `tstamp`, `crdate`, `deleted`, `title`, `bodytext`) VALUES
(1, 1700000000, 1690000000, 0, 'Pier', '{DOUBLED}'), (2, 1700000000, 1690000000, 1, 'Gone', '{SCHOOLS}');
"""
    found = reading("typo3.sql", dump)
    assert [article.title for article in found.articles] == ["Pier"]
    assert [skip.kind for skip in found.skips] == ["deleted records of a publishing system"]
