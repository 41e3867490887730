/**
 * Names for an invented nation. County units and NAV offices are called what such offices are called; providers,
 * partners and people are made up from parts.
 */

export interface CountyNames {
  number: string;
  name: string;
  /** Of 350 providers, how many lie here. */
  providers: number;
  /** NAV offices without their «Nav»; the place in the list gives the last two digits of the unit number. */
  offices: readonly string[];
  /** Fjords, islands and fells that providers take their names from. */
  places: readonly string[];
}

const list = (text: string): string[] => text.split(', ');

export const COUNTIES: readonly CountyNames[] = [
  {
    number: '0200',
    name: 'Nav Øst-Viken',
    providers: 34,
    offices: list(
      'Halden, Moss, Sarpsborg, Fredrikstad, Indre Østfold, Rakkestad, Råde, Vestby, Nordre Follo, Ås, Frogn, Nesodden, ' +
        'Enebakk, Aurskog-Høland, Lillestrøm, Lørenskog, Rælingen, Nittedal, Gjerdrum, Ullensaker, Nes, Eidsvoll, Nannestad',
    ),
    places: list(
      'Glomma, Øyeren, Iddefjorden, Vansjø, Romeriksåsen, Tista, Mossesundet, Bunnefjord, Hurdalssjøen, Rakkestadelva, ' +
        'Onsøy, Varteig, Nitelva, Leira, Øgderen, Kråkerøy, Vorma, Trollvann, Mysenelva, Jeløy',
    ),
  },
  {
    number: '0300',
    name: 'Nav Oslo',
    providers: 18,
    offices: list(
      'Alna, Bjerke, Frogner, Gamle Oslo, Grorud, Grünerløkka, Nordre Aker, Nordstrand, Sagene, St. Hanshaugen, Stovner, ' +
        'Søndre Nordstrand, Ullern, Vestre Aker, Østensjø',
    ),
    places: list(
      'Akerselva, Ekeberg, Lilleaker, Tøyenparken, Bjørvika, Grefsen, Alnaelva, Hovinbyen, Maridal, Ljanselva, Bygdøy, Torshov',
    ),
  },
  {
    number: '0400',
    name: 'Nav Innlandet',
    providers: 31,
    offices: list(
      'Kongsvinger, Hamar, Ringsaker, Løten, Stange, Solør, Eidskog, Elverum, Trysil, Åmot, Stor-Elvdal, Tynset, Alvdal, Lillehammer, ' +
        'Gjøvik, Østre Toten, Vestre Toten, Gran-Lunner, Søndre Land, Nordre Land, Sør-Fron, Nord-Fron, Ringebu, Øyer-Gausdal, ' +
        'Sel, Vågå, Lom-Skjåk, Valdres',
    ),
    places: list(
      'Mjøsa, Rondane, Finnskogen, Femund, Svartdal, Glitretind, Skreia, Vinstra, Einafjord, Trysilelva, Gudbrand, Furnesfjord, ' +
        'Rena, Atna, Dovrefjell, Langsua, Odnes, Vingelen, Biristrand',
    ),
  },
  {
    number: '0600',
    name: 'Nav Vest-Viken',
    providers: 26,
    offices: list(
      'Drammen, Kongsberg, Ringerike, Modum, Sigdal, Nesbyen, Gol, Hemsedal, Ål, Hol, Øvre Eiker, Lier, ' +
        'Asker, Bærum, Numedal, Jevnaker',
    ),
    places: list(
      'Drammenselva, Tyrifjord, Hallingskarvet, Blefjell, Norefjell, Krøderen, Numedalslågen, Eikeren, Vardåsen, Hvalstrand, ' +
        'Steinsfjord, Simoa, Randsfjord, Kolsås, Bragernes',
    ),
  },
  {
    number: '0800',
    name: 'Nav Vestfold og Telemark',
    providers: 28,
    offices: list(
      'Horten, Holmestrand, Tønsberg, Færder, Sandefjord, Larvik, Porsgrunn, Skien, Notodden, Siljan, Bamble, Kragerø, Drangedal, ' +
        'Nome, Midt-Telemark, Tinn, Seljord-Kviteseid, Vinje-Tokke',
    ),
    places: list(
      'Gaustatoppen, Farris, Tjøme, Norsjø, Telemarkskanalen, Slottsfjell, Jomfruland, Vestfjorden, Oslofjord, Lifjell, Bandak, ' +
        'Mostein, Heddal, Eidangerfjord, Møsvatn, Langesund',
    ),
  },
  {
    number: '1000',
    name: 'Nav Agder',
    providers: 22,
    offices: list(
      'Kristiansand, Lindesnes, Farsund, Lister, Flekkefjord, Vennesla, Arendal, Grimstad, Risør, Tvedestrand, Froland, Lillesand, ' +
        'Birkenes, Evje og Hornnes, Setesdal, Åmli, Gjerstad-Vegårshei, Kvinesdal',
    ),
    places: list(
      'Setesdalsheiene, Otra, Nidelva, Lyngør, Listafjord, Flosta, Tovdal, Byglandsfjord, Merdø, Mandalselva, Oksøy, Fedafjord, Tromøy',
    ),
  },
  {
    number: '1100',
    name: 'Nav Rogaland',
    providers: 19,
    offices: list(
      'Eigersund, Sandnes, Stavanger, Sola, Randaberg, Gjesdal, Hå, Klepp-Time, Strand, Forsand, Hjelmeland, Suldal, Sauda, ' +
        'Haugesund-Utsira, Karmøy, Tysvær, Vindafjord, Dalane',
    ),
    places: list('Boknafjord, Preikestolen, Orre, Rennesøy, Sirdal, Bjerkreim, Jøsenfjord, Imsland'),
  },
  {
    number: '1200',
    name: 'Nav Vestland',
    providers: 44,
    offices: list(
      'Bergenhus, Fana, Fyllingsdalen, Laksevåg, Ytrebygda, Årstad, Åsane, Arna, Øygarden, Askøy, Alver, ' +
        'Osterøy, Vaksdal, Voss, Bjørnafjorden, Austevoll, Tysnes, Stord, Bømlo, Kvinnherad, Etne, Ullensvang, Kvam, Sogndal, ' +
        'Lærdal-Årdal, Høyanger, Sunnfjord, Kinn, Bremanger, Stad, Gloppen, Stryn',
    ),
    places: list(
      'Hardangerjøkul, Sognefjell, Nordfjord, Folgefonna, Ulriken, Fensfjord, Hjeltefjord, Stadlandet, Jølster, Aurland, Siggjo, ' +
        'Raundal, Rosendal, Solund, Sotra, Løvstakken, Osterfjord, Bjørnefjord, Vågsøy, Stegastein, Dalsfjord, Gaular, Hornelen, Fonna',
    ),
  },
  {
    number: '1500',
    name: 'Nav Møre og Romsdal',
    providers: 30,
    offices: list(
      'Molde, Kristiansund, Ålesund, Vanylven, Sande, Herøy, Ulstein, Hareid, Volda-Ørsta, Stranda, Sykkylven, Sula, Giske, Vestnes, ' +
        'Rauma, Hustadvika, Aukra, Averøy, Gjemnes, Tingvoll, Sunndal, Surnadal',
    ),
    places: list(
      'Romsdalshorn, Atlanterhavsveien, Geiranger, Trollstigen, Runde, Storfjord, Smøla, Trollheim, Godøy, Vartdal, Hjørundfjord, ' +
        'Grip, Halsafjord, Aksla, Bud, Eresfjord, Eikesdal, Driva',
    ),
  },
  {
    number: '1800',
    name: 'Nav Nordland',
    providers: 32,
    offices: list(
      'Bodø, Narvik, Brønnøy, Vefsn, Alstahaug, Nesna, Hemnes, Rana, Lurøy, Meløy, Saltdal, ' +
        'Fauske, Steigen, Hamarøy, Lødingen, Vestvågøy, Vågan, Hadsel, Bø, Øksnes, Sortland, Andøy',
    ),
    places: list(
      'Saltstraumen, Svartisen, Lofotveggen, Helgeland, Torghatten, Okstind, Ofoten, Junkerdal, Vesterålen, Sju Søstre, Tysfjord, ' +
        'Lovund, Skutvik, Andfjord, Reine, Børvasstind, Polarsirkelen, Værøy, Engeløya',
    ),
  },
  {
    number: '1900',
    name: 'Nav Troms og Finnmark',
    providers: 27,
    offices: list(
      'Tromsø, Harstad, Kvæfjord, Bardu, Målselv, Sørreisa, Senja, Balsfjord, Lyngen, Storfjord, Nordreisa, ' +
        'Skjervøy, Alta, Hammerfest, Vadsø, Porsanger, Kautokeino, Karasjok, Deatnu-Tana, Nordkapp, Sør-Varanger',
    ),
    places: list(
      'Lyngsalpan, Varanger, Nordlyset, Kvænangstind, Kvaløya, Altaelva, Ishavet, Malangen, Sørøya, Pasvik, Reisadal, Ringvassøy, ' +
        'Finnmarksvidda, Vågsfjord, Tanafjord, Sautso',
    ),
  },
  {
    number: '5700',
    name: 'Nav Trøndelag',
    providers: 39,
    offices: list(
      'Falkenborg, Lerkendal, Heimdal, Steinkjer, Namsos, Frøya, Hitra, Heim, Orkland, Rennebu, Oppdal, Midtre Gauldal, Melhus, Skaun, Røros, ' +
        'Værnes, Malvik, Selbu, Levanger, Verdal, Snåsa, Grong, Overhalla, Nærøysund, Inderøy, Indre Fosen, Ørland',
    ),
    places: list(
      'Nidaros, Trollheimen, Fosenhalvøya, Gaula, Namdal, Tautra, Snåsavatnet, Børgefjell, Orkla, Vera, Bymarka, Frohavet, Stiklestad, ' +
        'Selbusjø, Sylene, Kystriksveien, Beitstadfjord, Rissa, Skarnsund, Vikna, Blåfjell, Leksa',
    ),
  },
];

/** What a provider calls itself, with the place put in. */
export const PROVIDER_PATTERNS = list(
  '# Vekst AS, # Industrier AS, # Kompetanse AS, # Jobb AS, # Verksted AS, # Produkter AS, # Inkludering AS, # Ressurs AS, # Medvirk AS, ' +
    '# Arbeidssenter AS, # Bedrifter AS, # Pluss AS, # Karriere AS, # Muligheter AS, # Arbeid og Utvikling AS, # Service AS, Jobbhuset # AS, ' +
    'Verkstedet # AS, # Arbeidsfellesskap AS, # Opplæring AS, # Attføring AS',
);

/** Of the eighteen that stand in Rogaland by name; the demo's own provider is the first. */
export const ROGALAND_PROVIDERS = list(
  'Fjordvekst AS, Ryfylke Arbeidssenter AS, Ryfylke Ressurs AS, Gandsfjord Jobb AS, Lysefjord Industrier AS, Jærvekst AS, Utstein Jobb AS, Bryne Medvirk AS, ' +
    'Karmsund Arbeid AS, Nordsjø Jobb AS, Hafrsfjord Verksted AS, Dalane Kompetanse AS, Skudenes Vekst AS, Egerøy Vekst AS, Madla Kompetanse AS, ' +
    'Ogna Produkter AS, Vindafjord Vekst AS, Sauda Inkludering AS, Suldal Verksted AS',
);

/** The five that the report's sample scorecard names, with their partners in 2025. */
export const SAMPLE_PROVIDERS: readonly { name: string; county: string; partners: number }[] = [
  { name: 'Ny Von AS', county: '0200', partners: 400 },
  { name: 'Rett i jobb AS', county: '0300', partners: 350 },
  { name: 'Bro AS', county: '1200', partners: 248 },
  { name: 'Raskt tilbake AS', county: '5700', partners: 231 },
  { name: 'Alle skal med AS', county: '1800', partners: 225 },
];

export const SURNAMES = list(
  'Aune, Bakke, Berge, Bjerkan, Bratland, Brekke, Dahle, Eide, Eikrem, Engen, Falk, Fjeld, Foss, Gjerde, Grønli, Haugen, Hegdal, Helland, ' +
    'Hovde, Husby, Hylland, Isaksen, Jåtten, Kleppe, Knutsen, Kolstad, Krogh, Kvam, Langeland, Lervik, Lien, Lunde, Løken, Melby, Moen, Myhre, ' +
    'Mæland, Nesse, Nilsen, Nordby, Norheim, Nygård, Oksnes, Opdal, Persen, Ravnås, Rønning, Rød, Sande, Sara, Selvik, Skaar, Skogen, Solheim, ' +
    'Stene, Strand, Sund, Sæther, Tangen, Teigen, Thune, Torp, Tveit, Ulvik, Utne, Valle, Vik, Vold, Våge, Ødegård, Østbø, Aasen, Hassan, Nguyen, Yusuf',
);

export const FIRST_NAMES = list(
  'Anders, Anne, Arne, Astrid, Ayan, Berit, Bjørn, Camilla, Cecilie, Eirik, Elin, Erik, Eva, Frode, Geir, Grete, Gunnar, Hanne, Harald, Heidi, ' +
    'Helge, Hilde, Ida, Inger, Ivar, Jan, Johanne, Jorunn, Karin, Kjell, Knut, Kristin, Lars, Lene, Liv, Magne, Marit, Marius, Mette, Mohamed, ' +
    'Morten, Nina, Odd, Ola, Olav, Per, Randi, Reidun, Rune, Sigrid, Silje, Sissel, Solveig, Stein, Svein, Sølvi, Terje, Thi, Trond, Trude, Unni, Vidar, Wenche, Øystein, Åse',
);

/** What a partner does; with a surname or a place it is a workplace nobody has. */
export const TRADES = list(
  'Bygg, Rør, Elektro, Bilverksted, Bakeri, Gartneri, Transport, Regnskap, Renhold, Blomster, Mek, Maskin, Bemanning, Kafé, Trykkeri, Sag, Møbel, Data, ' +
    'Frisør, Hotell, Dagligvare, Lager, Fiskemottak, Trevare, Gårdsdrift, Maler, Vaskeri, Sykkel, Båtservice, Interiør, Tannklinikk, Barnehage, Omsorg, ' +
    'Camping, Bokhandel, Gjenbruk, Kantine, Vaktmester, Logistikk, Catering',
);
